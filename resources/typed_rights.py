"""Statements of rights as catalogues write them: addresses, codes and names."""

import re
from functools import cache
from unicodedata import normalize

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from seventeen_moments.core.nearest import did_you_mean

from .rights import STATEMENTS

# http or https, www or not, /page/ as /vocab/, /deed.ru and /legalcode, ?language=ru
ADDRESS = re.compile(
    r"(?:https?:)?/*(?:www\.)?"
    r"(?:(?P<rs>rightsstatements\.org)/(?:vocab|page|data)|(?P<cc>creativecommons\.org))"
    r"/(?P<code>[a-z/-]+?)(?:/(?P<version>\d\.\d))?(?:/[a-z]{2})?"
    r"(?:/(?:deed|legalcode|rdf)(?:[._][a-z-]+)?)?/*(?:[?#].*)?",
    re.IGNORECASE,
)
# What Creative Commons and RightsStatements.org say in more words than the labels here.
SHORTER = [
    (r"\b(?:creative commons|cc)(?: licen[cs]e)?\b", " cc "),
    (r"\battribution\b", "by"),
    (r"\bshare ?alike\b", "sa"),
    (r"\bnon ?commercial\b", "nc"),
    (r"\bno ?deriv(?:ative)?s?(?: works)?\b", "nd"),
    (r"\b(?:international|unported|universal|generic|licen[cs]ed?|public domain dedication)\b", ""),
    (r"\bcc +(?:0|zero)\b", "cc0"),
    (r"\b(?:pdm|public domain mark)\b", "public domain"),
    (r"^pd$", "public domain"),
    (r"\bholder s\b", "holder"),
]
LICENCE = re.compile(r"(?:cc )?(?P<terms>by(?: (?:sa|nc|nd))*)(?: (?P<version>\d(?: \d)?))?")
PARENTHESES = re.compile(r"\([^()]*\)")
LONGEST = 300  # characters


def read(text):
    """The address of the statement that is meant, "" for none. Raises ValidationError if unknown.

    Its sentence names the nearest statement.
    """
    text = text.strip().strip("<>")[:LONGEST]
    if not text:
        return ""
    if uri := find(text):
        return uri
    shown = {"typed": text[:60]}
    address, licence = ADDRESS.fullmatch(text), LICENCE.fullmatch(_fold(text))
    if licence and not licence["version"]:
        shown["name"] = f"CC {'-'.join(licence['terms'].upper().split())} 4.0"
        sentence = _("“%(typed)s” has no version: if it is meant, write %(name)s.")
        raise ValidationError(sentence, params=shown)
    if licence or (address and address["code"].startswith("licenses/")):
        sentence = _("“%(typed)s”: of the licences of Creative Commons only version 4.0 is known.")
        raise ValidationError(sentence, params=shown)
    near = did_you_mean(text, codes()) or did_you_mean(text, labels())
    sentence = _("“%(typed)s” is not a rights statement known here.") % shown
    raise ValidationError(sentence + near)


def find(text):
    """The address of the statement that an address, a code or a name means, or ""."""
    text = text.strip()[:LONGEST]
    if match := ADDRESS.fullmatch(text):
        return _of_address(match)
    by_fold = _by_fold()
    without_code = PARENTHESES.sub(" ", text)  # “Attribution 4.0 International (CC BY 4.0)”
    return by_fold.get(_fold(text)) or by_fold.get(_fold(without_code), "")


def codes():
    """Codes such as "InC-EDU", and the names of the licences."""
    return [*_codes(), *(label for label in labels() if label.startswith("CC"))]


def labels():
    with override("en"):
        return [
            str(label).partition(":")[0] if uri.startswith("https://c") else str(label)
            for _group, statements in STATEMENTS
            for uri, label in statements
        ]


def _uris():
    return [uri for _group, statements in STATEMENTS for uri, _label in statements]


def _codes():
    return {uri.split("/")[-3]: uri for uri in _uris() if "rightsstatements" in uri}


def _of_address(match):
    code, version = match["code"].strip("/").casefold(), match["version"]
    for uri in _uris():
        known = ADDRESS.fullmatch(uri)
        same_code = known["code"].strip("/").casefold() == code
        is_version = version == known["version"] or (version is None and not _is_licence(uri))
        if same_code and bool(known["rs"]) == bool(match["rs"]) and is_version:
            return uri
    return ""


def _is_licence(uri):
    return "/licenses/" in uri


@cache
def _by_fold():
    """By codes, and by labels in the languages of the interface, in full and before the colon."""
    found = {_fold(code): uri for code, uri in _codes().items()}
    found |= {_fold(f"rs {code}"): uri for code, uri in _codes().items()}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for _group, statements in STATEMENTS:
                for uri, label in statements:
                    found.setdefault(_fold(str(label)), uri)
                    if uri.startswith("https://c"):
                        found.setdefault(_fold(str(label).partition(":")[0]), uri)
    for uri in filter(_is_licence, _uris()):
        terms = uri.split("/")[-3].replace("-", " ")
        found |= {f"{terms} 4 0": uri, f"cc {terms} 4": uri}
    zero = next(uri for uri in _uris() if "/zero/" in uri)
    mark = next(uri for uri in _uris() if "/mark/" in uri)
    found |= dict.fromkeys(["cc0", "cc0 1 0"], zero)
    found |= dict.fromkeys(["public domain", "public domain 1 0", "cc public domain 1 0"], mark)
    found |= dict.fromkeys(["cc public domain", "cc pdm 1 0"], mark)
    return found


def _fold(words):
    """Words without signs, and shorter words for those of the licences."""
    folded = " ".join(re.sub(r"[\W_]+", " ", normalize("NFC", words).casefold()).split())
    for pattern, replacement in SHORTER:
        folded = re.sub(pattern, replacement, folded)
    return " ".join(folded.split())
