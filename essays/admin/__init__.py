from ..discussion.admin import blocks, comment_settings, comments, decisions, saved_replies
from . import essays

__all__ = ["blocks", "comment_settings", "comments", "decisions", "essays", "saved_replies"]
