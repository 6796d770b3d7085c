"""Who in this archive holds e-mail addresses. Whatever comes to keep them gets its line here."""

from . import comments, corrections, mails, staying


def holders():
    # Mails first: they are found by their comments, which are nobody's once these are erased.
    erased = [mails.HOLDER, comments.HOLDER, corrections.HOLDER]
    return [*erased, staying.ACCOUNTS, staying.SUBSCRIPTIONS, staying.BLOCKED]
