"""Who in this archive holds e-mail addresses. Whatever comes to keep them gets its line here."""

from . import comments, corrections, staying


def holders():
    return [comments.HOLDER, corrections.HOLDER, staying.ACCOUNTS, staying.BLOCKED]
