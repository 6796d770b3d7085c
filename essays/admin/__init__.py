from ..discussion.admin import comment_settings, comments, decisions, saved_replies
from . import essays

__all__ = ["comment_settings", "comments", "decisions", "essays", "saved_replies"]
