"""The nearest right value, for messages about a wrong one."""

from difflib import get_close_matches
from unicodedata import normalize

from django.utils.translation import gettext as _

LONGEST = 100  # characters: comparing takes quadratic time
MOST = 3000  # names


def nearest(typed, names):
    """The name that is spelled most alike, "" if none is like it, or if there are too many."""
    names = [name for name in names if len(name) <= LONGEST]
    if len(typed) > LONGEST or len(names) > MOST:
        return ""
    by_fold = {_fold(name): name for name in names}
    found = get_close_matches(_fold(typed), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else ""


def did_you_mean(typed, names):
    """A sentence after a space, "" if no name is near."""
    name = nearest(typed, names)
    return " " + _("Did you mean “%(name)s”?") % {"name": name} if name else ""


def _fold(name):
    return " ".join(normalize("NFC", name).replace("_", " ").casefold().split())
