"""Reads addresses as people type, paste and mail them: “/essays/Prisoners_Return/).”"""

import re
from html import unescape
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import quote, unquote_to_bytes

from django.utils.text import slugify

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.language import CODES
from seventeen_moments.core.lookalikes import WORD, bare, scripts_of, skeleton
from seventeen_moments.core.transliteration import to_plain_latin, to_slug

LONGEST = 500  # characters
MOST_DECODED = 3  # times
OTHERS = {"admin", "static"}  # the first parts of addresses that are not read
MEDIA = "media"

ENCODED = re.compile("(?:%[0-9a-f]{2})+", re.IGNORECASE)
QUOTED_PRINTABLE = re.compile("=([0-9A-F]{2})")  # RFC 2045, 6.7
LINE_BREAK = re.compile(r"=?\s*[\r\n]+[\s>]*")
SITE = re.compile(r"/*https?:/*[^/]*|^/[\w-]+(?:\.[\w-]+)+(?=/[^/])", re.IGNORECASE)
QUERY = re.compile(r"\?|[&;](?=\w+=)")
MARKUP = re.compile(r"""(?<=.[\w/])[<>"].*""", re.DOTALL)  # after the address
ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp)$", re.IGNORECASE)
STARTING_PAGES = {"index", "default", "amp"}
FILE = re.compile(r"[\w-]+\.[a-z]{2,4}", re.ASCII)
ANCHOR = re.compile(r"[\w-]+", re.ASCII)

FIRST = {"essay": "essays", "theme": "themes", "tag": "themes", "tags": "themes", "year": "years"}
SOURCES = {kind.source_kind.address for kind in kinds()}
SECTIONS = {"comment": "comments"} | {
    name: kind.source_kind.address
    for kind in kinds()
    for name in (kind._meta.model_name, kind.source_kind.relation)
}


class Reading(NamedTuple):
    path: str
    language: str = ""  # as in /ru/essays/
    query: str = ""
    anchor: str = ""

    def address(self, root):
        """`root` is the address of the home page."""
        language = f"{self.language}/" if self.language else ""
        return f"{root}{language}{quote(self.path[1:])}"


def readings(path, site=""):
    """What may be meant by a path to which there is no page, the likeliest first; at most two.

    `site` is the path below which the whole archive is.
    """
    if len(path) > LONGEST:
        return []
    text, _hash, anchor = MARKUP.sub("", _decoded(path)).partition("#")
    text, *queries = QUERY.split(text, maxsplit=1)
    text = text.replace("\\", "/")
    parts = _parts(SITE.sub("", text, count=1))
    above = site.lower().split("/")[1:]
    if [part.lower() for part in parts[: len(above)]] == above:
        del parts[: len(above)]
    language = parts.pop(0).lower() if parts and parts[0].lower() in CODES else ""
    if not parts:
        return [Reading("/", language)] if language else []
    if parts[0].lower() in OTHERS:
        return []
    anchor = anchor if ANCHOR.fullmatch(anchor) else ""
    query = quote("".join(queries), safe="=&")
    paths = [_path(parts)]
    if parts[0] != MEDIA:
        paths.append(_path(_usual(parts)))
    found = (Reading(each, language, query, anchor) for each in paths)
    is_same = path if not (language or query or anchor) else None
    return [each for each in dict.fromkeys(found) if each.path != is_same]


class Sought(NamedTuple):
    """What an address is of: an essay, a theme, or a source in a section."""

    section: str = ""
    words: str = ""


def sought(path):
    """The words are those of the slug."""
    paths = [path, *(reading.path for reading in readings(path))]
    first, *rest = [part for part in paths[-1].split("/") if part] or [""]
    if not rest or first not in {"essays", "themes"}:
        return Sought()
    section, slug = rest[1:3] if len(rest) > 2 and rest[1] in SOURCES else (first, rest[0])
    return Sought(section, slug.replace("-", " "))


def _decoded(text):
    for _turn in range(MOST_DECODED):
        earlier, text = text, ENCODED.sub(_from_bytes, QUOTED_PRINTABLE.sub(r"%\1", unescape(text)))
        if text == earlier:
            break
    text = LINE_BREAK.sub("", text)
    return normalize("NFKC", "".join(sign for sign in text if category(sign)[0] != "C"))


def _from_bytes(match):
    encoded = unquote_to_bytes(match[0])
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("cp1251", errors="ignore")


def _parts(text):
    parts = []
    for part in text.split("/"):
        if part == "..":
            del parts[-1:]
        else:
            parts.append(_without_punctuation(part))
    return [part for part in parts if part]


def _without_punctuation(part):
    """Keeps what slugs may begin or end with."""
    return _strip(_strip(part)[::-1])[::-1]


def _strip(part):
    start = next(
        (at for at, sign in enumerate(part) if sign in "-_" or category(sign)[0] not in "PSZ"),
        len(part),
    )
    return part[start:]


def _usual(parts):
    """As the archive itself writes addresses."""
    *parts, last = parts
    last = ENDING.sub("", last)
    if last.lower() not in STARTING_PAGES:
        parts.append(last)
    parts = [part for part in map(_slug, parts) if part]
    for place, names in ((0, FIRST), (2, SECTIONS)):
        parts[place : place + 1] = [names.get(part, part) for part in parts[place : place + 1]]
    if parts[:1] != ["themes"]:  # whose slugs are in any script
        parts = [part if FILE.fullmatch(part) else to_slug(part) for part in parts]
    return parts


def _slug(part):
    part = part.lower()
    if FILE.fullmatch(part):
        return part
    part = "".join("-" if sign in "_+−" or category(sign) == "Pd" else sign for sign in part)
    part = WORD.sub(_in_one_script, part)
    return slugify(to_plain_latin(part), allow_unicode=True)


def _in_one_script(match):
    word = match[0]
    return skeleton(bare(word)) if len(scripts_of(word)) > 1 else word


def _path(parts):
    is_file = bool(parts) and (parts[0] == MEDIA or FILE.fullmatch(parts[-1]))
    return "/".join(["", *parts, *([] if is_file else [""])])
