from ..discussion.admin import comment_settings, comments, decisions
from . import essays

__all__ = ["comment_settings", "comments", "decisions", "essays"]
