from ..discussion.admin import comment_settings, comments, moderation_log, saved_replies
from . import essays

__all__ = ["comment_settings", "comments", "essays", "moderation_log", "saved_replies"]
