"""What the file of a picture says about it, as a proposal for its draft.

XMP comes first, then IPTC IIM, then EXIF: only XMP names its character set, and EXIF is mostly
what a camera wrote by itself. Each field is taken from the first that has it. Nothing becomes an
alternative text: a caption does not say what the picture shows.
"""

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils import translation
from lxml import etree
from PIL import IptcImagePlugin

from seventeen_moments.core.names import validate_names

from . import dates, typed_rights
from .rights import STATEMENTS

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
DATE_CREATED = "{http://ns.adobe.com/photoshop/1.0/}DateCreated"
# Where XMP gives the address of a licence or of a rights statement.
STATEMENT_TAGS = [
    "{http://creativecommons.org/ns#}license",
    "{http://ns.adobe.com/xap/1.0/rights/}WebStatement",
]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

LARGEST_XMP = 2**20  # bytes: the parser needs many times as much, and no program writes so much

# IPTC IIM 4.2. The first one names the character set.
CHARACTER_SET, UTF8 = (1, 90), b"\x1b%G"
TITLE, BYLINE, CAPTION, CREATED, COPYRIGHT = (2, 5), (2, 80), (2, 120), (2, 55), (2, 116)

# EXIF 2.3
IMAGE_DESCRIPTION, ARTIST, COPYRIGHT_TAG, EXIF, ORIGINAL = 0x010E, 0x013B, 0x8298, 0x8769, 0x9003

TIME = re.compile(r"(\d{4})(?:[-:]?(\d\d)(?:[-:]?(\d\d)(?!\d))?)?(?:[T ]([\d:]+).*)?")
# The times of a camera whose clock was never set.
UNSET = {"1904-01-01", "1970-01-01", "1980-01-01"}
MIDNIGHT = {"00:00:00", "00:00"}
# What cameras, scanners and programs write by themselves.
MEANINGLESS = re.compile(
    r"""
    .*\b(digital\s*camera|coolpix)\b.* | exif[ _]jpeg.* | <.*> | sony\s*dsc | dcim | default
    | untitled | image | picture | photo | scan | scanned | created\s+with.* | processed\s+with.*
    | screenshot | ascii | dav | hdr | oznor\w* | picasa.* | unknown | none | n/?a | camera\s*owner
    | (img|dsc|dscn|dscf|pict|pxl|p|gopr|scan)[ _-]*\d[\w-]* | \S+\.(jpe?g|png|tiff?|hei[cf]|gif)
    """,
    re.VERBOSE | re.IGNORECASE,
)
LONGEST = {"title": 250, "name": 200, "description": 5000}  # characters
MOST_CREATORS = 20


class Metadata(NamedTuple):
    """By the names of the image's fields."""

    title: str = ""
    description: str = ""
    creators: str = ""  # one a line
    date: str = ""  # EDTF
    rights: str = ""  # a statement of rights.py


class _Found(NamedTuple):
    """The texts of one of the three, each in its order."""

    titles: list
    descriptions: list
    creators: list
    dates: list
    rights: list


def read(image):
    """Damaged metadata are ignored: they do not matter for the picture."""
    found = []
    for part in [_from_xmp, _from_iptc, _from_exif]:
        # Pillow and the XML parser raise almost anything on damaged data.
        with suppress(Exception):
            found.append(part(image))
    title = _first(found, "titles")[: LONGEST["title"]]
    description = _first(found, "descriptions")[: LONGEST["description"]]
    notices = [tidy for each in found for text in each.rights if (tidy := _tidy(text))]
    statement = next(filter(None, map(_statement, notices)), "")
    if not statement and notices and notices[0] not in description:
        # There is no statement that says this: the editor decides.
        description = "\n\n".join(filter(None, [description, notices[0]]))
    return Metadata(
        title,
        "" if description == title else description,
        next(filter(None, (_names(each.creators) for each in found)), ""),
        next(filter(None, (_date(text) for each in found for text in each.dates)), ""),
        statement,
    )


def fill_in(row, metadata):
    """Sets the empty fields of the row, and returns their names."""
    names = [name for name, value in metadata._asdict().items() if value and not getattr(row, name)]
    for name in names:
        setattr(row, name, getattr(metadata, name))
    return names


def guess_character_set(content):
    """Of text that does not name it: UTF-8, or else Windows-1251 or Windows-1252.

    A Russian word has only bytes above 127; a French or a German one has few of them.
    """
    try:
        content.decode()
    except UnicodeDecodeError:
        words = re.findall(rb"[A-Za-z\x80-\xff]+", content)
        marked = b"".join(word for word in words if not word.isascii())
        high = sum(byte > 127 for byte in marked)
        return "cp1251" if 2 * high > len(marked) else "cp1252"
    return "utf-8"


def _from_xmp(image):
    # Entities are not resolved: XMP has none, and they could grow without limit.
    if len(image.info["xmp"]) > LARGEST_XMP:
        raise ValueError
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root, values = etree.fromstring(image.info["xmp"].strip(b"\0 \n"), parser), {}
    for rdf in root.iter(f"{RDF}RDF"):
        for description in rdf:
            for name, text in description.attrib.items():
                values.setdefault(name, [text])
            for element in description:
                values.setdefault(element.tag, _texts(element))
    rights = [text for tag in [*STATEMENT_TAGS, f"{DC}rights"] for text in values.get(tag, [])]
    return _Found(
        *(values.get(f"{DC}{name}", []) for name in ["title", "description", "creator"]),
        values.get(DATE_CREATED, []),
        rights,
    )


def _texts(element):
    """Of a property of XMP: the text, or those of a list, the one for all languages first."""
    items = sorted(
        element.iter(f"{RDF}li"), key=lambda item: item.get(LANGUAGE, "x-default") != "x-default"
    )
    if items:
        return [item.text or "" for item in items]
    return [element.get(f"{RDF}resource") or element.text or ""]


def _from_iptc(image):
    values = IptcImagePlugin.getiptcinfo(image) or {}
    is_utf8 = values.get(CHARACTER_SET) == UTF8
    # Together they show the character set better than each by itself.
    everything = b"\n".join(part for value in values.values() for part in _list(value))
    known = "utf-8" if is_utf8 else guess_character_set(everything)
    return _Found(
        *(
            [part.decode(known, "replace") for part in _list(values.get(dataset, []))]
            for dataset in [TITLE, CAPTION, BYLINE, CREATED, COPYRIGHT]
        )
    )


def _from_exif(image):
    exif = image.getexif()
    texts = {tag: _decoded(exif.get(tag)) for tag in [IMAGE_DESCRIPTION, ARTIST, COPYRIGHT_TAG]}
    original = _decoded(exif.get_ifd(EXIF).get(ORIGINAL))
    day, _space, time = original.partition(" ")
    if day.replace(":", "-") in UNSET and time in MIDNIGHT:
        original = ""
    return _Found(
        [], [texts[IMAGE_DESCRIPTION]], texts[ARTIST].split(";"), [original], [texts[COPYRIGHT_TAG]]
    )


def _list(value):
    return value if isinstance(value, list) else [value]


def _decoded(value):
    """Pillow reads the texts of EXIF as Latin-1, but most programs write UTF-8."""
    if not isinstance(value, str):
        return ""
    content = value.encode("latin-1")
    return content.decode(guess_character_set(content), "replace")


def _tidy(text):
    """Without control characters and what cameras write by themselves."""
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    printable = ("".join(filter(str.isprintable, line.replace("\t", " "))) for line in lines)
    tidy = "\n".join(line.strip() for line in printable).strip(" \n\ufffd")
    is_word = any(map(str.isalnum, tidy))
    return tidy if is_word and not MEANINGLESS.fullmatch(tidy.strip()) else ""


def _first(found, name):
    texts = (_tidy(text) for each in found for text in getattr(each, name))
    return next(filter(None, texts), "")


def _names(creators):
    """One a line, as the file writes them: "Ivan Petrov" may be a person or a body."""
    names = []
    for text in creators[:MOST_CREATORS]:
        name = " ".join(_tidy(text).split()).strip(" ,")[: LONGEST["name"]]
        with suppress(ValidationError):
            validate_names(name)
            names.append(name)
    return "\n".join(dict.fromkeys(filter(None, names)))


def _date(text):
    """As EDTF; of a time, its day. Months and days of 00 are unknown."""
    match = TIME.fullmatch(text.strip(" \0"))
    if not match:
        return ""
    parts = [match[1]]
    for part in (match[2], match[3]):
        if not part or part == "00":
            break
        parts.append(part)
    edtf = "-".join(parts)
    when = dates.read(edtf)
    # What a clock says about the future is wrong; a year alone has its last day in the future.
    return edtf if when and match[1] != "0000" and when.earliest <= date.today() else ""


def _statement(text):
    """The statement of rights that the text is or contains.

    Of Creative Commons it may contain the short name, of all others only the address.
    """
    if uri := typed_rights.find(text):
        return uri
    folded = text.casefold()
    with translation.override("en"):
        for _group, statements in STATEMENTS:
            for uri, label in statements:
                address = uri.partition("//")[2].rstrip("/").casefold()
                short = str(label).partition(":")[0].casefold()
                if address in folded or (short.startswith("cc") and short in folded):
                    return uri
    return ""
