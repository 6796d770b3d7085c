"""The files that a table names, in a folder; those in a zip are in zips.py."""

import re
from collections import defaultdict
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from seventeen_moments.core.nearest import did_you_mean

LONGEST_NAME = 1000  # characters: normalizing a row of accents takes quadratic time
MOST_FOLDERS = 8  # of the end of a path, by which a cell may name a file
MOST_NEAREST = 30  # messages that propose a name: comparing takes time
ABSOLUTE = re.compile(r"(?:[a-z]:)?/|file:", re.IGNORECASE)
PACKED = re.compile(r"\.(?:zip|rar|7z|tar|gz)$", re.IGNORECASE)
# Spreadsheets put typographic signs in place of those of the file.
PLAIN = str.maketrans("’‘–—\u00a0", "''-- ")
# What operating systems leave in folders.
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin"}
SYSTEM_STARTS = (".", "__MACOSX", "~$")


class Member(NamedTuple):
    name: str  # with its folders
    key: object  # by which its bundle opens it


class Names:
    """An index of members by their paths, and by the ends of these."""

    def __init__(self, members):
        self.by_path, self.by_end = defaultdict(list), defaultdict(list)
        for member in members:
            parts = fold_path(member.name)
            self.by_path["/".join(parts)].append(member)
            for place in range(1, min(len(parts), MOST_FOLDERS) + 1):
                self.by_end["/".join(parts[-place:])].append(member)

    def find(self, path):
        """The members that a path may mean: one is spelled so, or all differ in case or folder."""
        parts = fold_path(path)
        folded = "/".join(parts[-1:] if ABSOLUTE.match(path) else parts)
        found = self.by_path.get(folded) or self.by_end.get(folded, [])
        if 1 < len(found) <= MOST_NEAREST:
            spelled = normalize("NFC", path)
            found = [m for m in found if normalize("NFC", m.name).endswith(spelled)] or found
        return found


class Bundle:
    """Finds files by name. This one is empty; its subclasses have files, and open them."""

    def __init__(self, members=()):
        self.members = list(members)
        self.used = set()  # keys
        self.names = Names(self.members)
        self.nearest_left = MOST_NEAREST

    def find(self, cell):
        """The member that a cell names: by its path or the end of it, if only one has that."""
        path = cell.replace("\\", "/").removeprefix("./")
        found = []
        if len(path) <= LONGEST_NAME:
            found = self.names.find(path)
            if not found and "%" in path:
                found = self.names.find(unquote(path))
            found = found or self.find_otherwise(path)
        if len({member.key for member in found}) != 1:
            self._refuse(cell, found)
        self.used.add(found[0].key)
        return found[0]

    def find_otherwise(self, path):
        """What the names mean in other encodings."""
        return []

    def unused(self):
        return sorted(member.name for member in self.members if member.key not in self.used)

    @contextmanager
    def open(self, member):
        with self._opened(member.key) as file:
            yield File(file, PurePosixPath(member.name).name)

    def _refuse(self, cell, found):
        params = {"name": cell[:100]}
        if len({member.name for member in found}) > 1:
            sentence = _("“%(name)s” occurs several times; include its folder.")
        elif found:
            sentence = _("“%(name)s” is in the zip twice. Give one of the two another name.")
        else:
            sentence = _("“%(name)s” is not among the files.")
            raise ValidationError((sentence % params) + self._advice(cell))
        raise ValidationError(sentence, params=params)

    def _advice(self, cell):
        if self.nearest_left <= 0:
            return ""
        self.nearest_left -= 1
        last = PurePosixPath(cell[:LONGEST_NAME].replace("\\", "/")).name
        names = [PurePosixPath(member.name).name for member in self.members]
        if near := did_you_mean(last, names):
            return near
        packed = next(filter(PACKED.search, names), "")
        sentence = _("“%(name)s” is packed itself: unpack it first.")
        return f" {sentence % {'name': packed[:100]}}" if packed else ""


class Folder(Bundle):
    def __init__(self, path):
        self.path = path
        names = []
        for member in path.rglob("*"):
            name = member.relative_to(path).as_posix()
            if member.is_symlink():
                raise refused(_("“%(name)s” is a link to another place."), name)
            if member.is_file() and not is_of_system(name):
                names.append(name)
        super().__init__(Member(name, name) for name in sorted(names))

    def _opened(self, key):
        try:
            return (self.path / key).open("rb")
        except OSError as error:
            raise ValidationError(
                _("The file cannot be read: %(reason)s."), params={"reason": error.strerror}
            ) from None


def fold_path(path):
    """The parts of a path without regard to case, normalization and spaces."""
    folded = normalize("NFC", path.translate(PLAIN)).casefold()
    return [" ".join(part.rstrip(". ").split()) or part for part in folded.split("/")]


def is_of_system(name):
    parts = [part for part in PurePosixPath(name).parts if part != ".."]
    return any(part.startswith(SYSTEM_STARTS) or part.lower() in SYSTEM_FILES for part in parts)


def refused(sentence, name):
    return ValidationError(sentence, params={"name": name.replace("\0", "␀")[:100]})
