"""What the words of a table mean here: kinds, rights, languages and other choices."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError

from seventeen_moments.bulk.cells import parse_cell
from seventeen_moments.bulk.columns import ESSAY, MODELS, SOURCE, fields_of, kind_named

from .mapping import DESCRIBE
from .systems import EXTENSIONS, KINDS


def fold_word(word):
    return " ".join(word.split()).casefold()


def is_address(text):
    return text.startswith(("http://", "https://"))


def file_name(text):
    """The last part of an address or a path, as a zip would have it."""
    path = unquote(urlsplit(text).path) if is_address(text) else text.replace("\\", "/")
    return PurePosixPath(path).name or text


def known_kind(word):
    """The kind that a word of another system means, or nothing.

    Understands terms with a prefix ("dctype:StillImage", "bibo:Letter"), addresses of such terms,
    media types ("image/jpeg"), and our own names.
    """
    folded = fold_word(word)
    last = folded.replace("#", "/").rstrip("/").split("/")[-1].split(":")[-1]
    for name in (kind_named(folded), folded, folded.split("/")[0], last):
        if name in MODELS:
            return name
        if name in KINDS:
            return KINDS[name]
    return ""


def field_of(target, kind=""):
    """The field of the kind, or else of the first kind that has it."""
    models = [MODELS[kind]] if kind in MODELS else MODELS.values()
    found = (fields_of(model)[target] for model in models if target in fields_of(model))
    return next(found, None)


def is_choice(target):
    """Whether the field has a list of values, so that words need a meaning."""
    field = field_of(target)
    return target in {SOURCE, ESSAY} or (field is not None and field.choices is not None)


def own_meaning(target, word, kind=""):
    """What the word means without an editor’s choice; DESCRIBE for an unknown one."""
    if target == SOURCE:
        return known_kind(word)
    if target == ESSAY:
        return word
    try:
        return parse_cell(field_of(target, kind), word)
    except ValidationError:
        return DESCRIBE


class Words:
    """Of one mapping. Remembers what each word means, since most occur many times."""

    def __init__(self, mapping):
        self.mapping, self.meanings = mapping, {}

    def split(self, text):
        separator = self.mapping.separator
        parts = (part.strip() for part in (text.split(separator) if separator else [text]))
        return [part for part in parts if part and part not in self.mapping.profile.empty] or [text]

    def meaning(self, target, word, kind=""):
        key = target, word, kind
        if key not in self.meanings:
            chosen = self.mapping.values.get(target, {}).get(fold_word(word))
            self.meanings[key] = chosen or own_meaning(target, word, kind)
        return self.meanings[key]

    def kind(self, by_target):
        """The kind of a row, and the word that told it.

        One of its words, if possible one that agrees with the extension of its file; then that
        extension, then the fixed kind.
        """
        words = [word for _heading, text in by_target.get(SOURCE, []) for word in self.split(text)]
        found = [(kind, word) for word in words if (kind := self.meaning(SOURCE, word))]
        of_file, extension = self._kind_of_file(by_target)
        if found:
            # A term of a level of description excludes its row, whatever the others say.
            return min(found, key=lambda pair: (pair[0] in MODELS, pair[0] != of_file))
        if of_file:
            return of_file, extension
        return self.mapping.fixed.get(SOURCE) or (words[0] if words else ""), ""

    def _kind_of_file(self, by_target):
        """The kind that the extension of the first file tells, and the extension."""
        for _heading, text in by_target.get("file", []):
            extension = PurePosixPath(file_name(self.split(text)[0])).suffix.lower().lstrip(".")
            if extension in EXTENSIONS:
                return EXTENSIONS[extension], extension
        return "", ""
