"""Names of readers that look like those of the staff, in whatever letters they are written."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model

from seventeen_moments.core.lookalikes import bare, scripts_of, skeleton
from seventeen_moments.core.names import account_name, parse

from .blocked_words import STROKES

WORD = re.compile(r"[^\W_]+")
# Of the languages of the interface; also as a part of a name: “Anna (moderator)”.
ROLES = frozenset(
    [
        *["Moderator", "Editor", "Administrator", "Admin", "Editorial team", "Author of the essay"],
        *["Moderators", "Editors", "Administrators", "Admins", "Administration"],
        *["Модератор", "Редактор", "Администратор", "Админ", "Редакция", "Автор очерка"],
        *["Модераторы", "Редакторы", "Администраторы", "Админы", "Администрация"],
    ]
)
ALONE = frozenset(["Author", "The author", "Staff", "Автор"])  # people have them within a name


class Group(NamedTuple):
    """What names and roles look like in Latin letters."""

    whole: set  # in their order or sorted, without spaces; with initials as well
    parts: set  # those of several words, which may have others around them
    roles: set


def staff_names():
    """The names under which those comment who can log in to the admin. One query."""
    users = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    return {account_name(user) for user in users.only("username", "first_name", "last_name")}


def is_like_staff(name, names, authors=""):
    """Whether the name looks like one of `staff_names()`, of an author, of the site or of a role.

    The order of its words does not matter: “von Geldern, James” is James von Geldern.
    """
    names = {*names, *(str(author) for author in parse(authors)), settings.SITE_NAME, *ALONE}
    name = bare(name)
    for scripts, group in _groups(frozenset(names)).items():
        words = _words(name, scripts)
        if {"".join(words), "".join(sorted(words))} & (group.whole | group.roles):
            return True
        if not group.roles.isdisjoint(words) or not group.parts.isdisjoint(_runs(words)):
            return True
    return False


@lru_cache(maxsize=64)
def _groups(names):
    """By their scripts.

    A name is folded for each script, because Russian “сор” looks like “cop” only beside it.
    """
    groups = {}
    for each in [*names, *ROLES]:
        name = bare(each)
        scripts = scripts_of(name)
        words = _words(name, scripts)
        if not words:
            continue
        group = groups.setdefault(scripts, Group(set(), set(), set()))
        if len(words) > 1:
            group.parts.add("".join(words))
        if each in ROLES:
            group.roles.add("".join(words))
        else:
            for form in [words, *_with_initials(words)]:
                group.whole.update(["".join(form), "".join(sorted(form))])
    return groups


def _with_initials(words):
    """J. R. Okafor and J. Raymond Okafor for Joy Raymond Okafor."""
    *given, family = words
    if given:
        yield [given[0][0], *given[1:], family]
        yield [*(word[0] for word in given), family]


def _runs(words):
    """Of two words and more, joined."""
    ends = range(2, len(words) + 1)
    return ("".join(words[start:end]) for end in ends for start in range(end - 1))


def _words(name, scripts):
    return WORD.findall(skeleton(name, scripts).translate(STROKES))
