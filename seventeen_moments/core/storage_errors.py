"""Tells errors of a disk that is full, read-only or damaged, or of a bucket, from bugs."""

import errno

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    **dict.fromkeys([errno.ENOSPC, errno.EDQUOT, errno.EFBIG], _("The disk is full.")),
    **dict.fromkeys([errno.EROFS, errno.EACCES, errno.EPERM], _("The disk is read-only.")),
    errno.EIO: _("The disk is damaged."),
    errno.EHOSTDOWN: _("The storage of files is not responding."),  # of bucket.py only
}


def reason(error):
    """A sentence for those who sent the files, or None if the error is another."""
    return SENTENCES.get(error.errno) if isinstance(error, OSError) else None


def is_unreachable(error):
    """Whether the files are elsewhere, and cannot be read or stored now."""
    return isinstance(error, OSError) and error.errno == errno.EHOSTDOWN
