from ..discussion.admin import (
    blocks,
    comment_settings,
    comments,
    moderation_log,
    saved_replies,
)
from . import essays

__all__ = [
    "blocks",
    "comment_settings",
    "comments",
    "essays",
    "moderation_log",
    "saved_replies",
]
