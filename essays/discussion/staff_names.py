"""Names of readers that look like those of the staff, in whatever letters they are written."""

import re
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import get_user_model

from seventeen_moments.core.lookalikes import bare, scripts_of, skeleton
from seventeen_moments.core.names import parse

from .blocked_words import STROKES

WORD = re.compile(r"[^\W_]+")
# Of the languages of the interface; also as a part of a name: “Anna (moderator)”.
ROLES = frozenset(
    [
        *["Moderator", "Editor", "Administrator", "Admin", "Editorial team"],
        *["Модератор", "Редактор", "Администратор", "Админ", "Редакция"],
    ]
)


def staff_names():
    """Usernames and full names of those who can log in to the admin. One query."""
    users = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    rows = users.values_list("username", "first_name", "last_name")
    return {name for username, *full in rows for name in (username, " ".join(full).strip()) if name}


def is_like_staff(name, names, authors=""):
    """Whether the name looks like one of `staff_names()`, of an author, of the site or of a role.

    The order of its words does not matter: “von Geldern, James” is James von Geldern.
    """
    names = {*names, *(str(author) for author in parse(authors)), settings.SITE_NAME}
    name = bare(name)
    for scripts, (whole, roles) in _groups(frozenset(names)).items():
        words = _words(name, scripts)
        joined = "".join(words)
        if joined in whole or "".join(sorted(words)) in whole:
            return True
        if joined in roles or not roles.isdisjoint(words):
            return True
    return False


@lru_cache(maxsize=64)
def _groups(names):
    """By their scripts: what names and roles look like in Latin letters.

    A name is folded for each script, because Russian “сор” looks like “cop” only beside it.
    """
    groups = {}
    for words, group in [(names, 0), (ROLES, 1)]:
        for each in words:
            name = bare(each)
            scripts = scripts_of(name)
            folded = _words(name, scripts)
            if folded:
                found = groups.setdefault(scripts, (set(), set()))[group]
                found |= {"".join(folded), "".join(sorted(folded))}
    return groups


def _words(name, scripts):
    return WORD.findall(skeleton(name, scripts).translate(STROKES))
