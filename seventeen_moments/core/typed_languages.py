"""Languages as catalogues and people write them: codes of ISO 639, tags with regions, names.

The codes of three letters are listed by hand, because no dependency has them: those of ISO 639-3,
which are those of 639-2/T, and after a slash those of 639-2/B (MARC).
"""

import re
from functools import cache
from unicodedata import normalize as compose

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from .languages import NAMES, SCRIPT, TAG, choices, content_language, name
from .nearest import did_you_mean

THREE_LETTERS = """
af afr, ar ara, az aze, ba bak, be bel, bg bul, bn ben, br bre, bs bos, ca cat, ce che, cs ces/cze,
cu chu, cv chv, cy cym/wel, da dan, de deu/ger, dv div, el ell/gre, en eng, eo epo, es spa, et est,
eu eus/baq, fa fas/per/pes, fi fin, fr fra/fre, fy fry, ga gle, gd gla, gl glg, he heb, hi hin,
hr hrv/scr, hu hun, hy hye/arm, ia ina, io ido, id ind, ig ibo, is isl/ice, it ita, ja jpn,
ka kat/geo, kk kaz, km khm, kn kan, ko kor, ky kir, la lat, lb ltz, lt lit, lv lav/lvs, mk mkd/mac,
ml mal, mn mon/khk, mr mar, ms msa/may, my mya/bur, nb nob, ne nep, nl nld/dut, nn nno, no nor,
os oss, pa pan, pl pol, ps pus, pt por, ro ron/rum/mol, ru rus, sd snd, sk slk/slo, sl slv,
sq sqi/alb, sr srp/scc, sv swe, sw swa, syr syc, ta tam, te tel, tg tgk, th tha, tk tuk, tr tur,
tt tat, ug uig, uk ukr, ur urd, uz uzb, vi vie, yi yid/ydd, zh zho/chi/cmn
"""
FORMER = {"iw": "he", "ji": "yi", "in": "id", "mo": "ro"}  # withdrawn from ISO 639-1
UNKNOWN = {"und", "zxx", "mis"}  # undetermined, no linguistic content, without a code
NAMED_IN = ["en", "ru", "de", "fr", "es"]
WORDS_FOR_LANGUAGE = re.compile(r"\b(?:language|modern|язык|sprache|langue|idioma)\b")
SEPARATOR = re.compile(r"\s*(?:[;,/|&+\n]|\band\b|\bи\b|\bund\b|\bet\b)\s*")
NO_LETTERS = re.compile(r"[\d,;:()–-]+")  # “Greek, Modern (1453-)”
LONGEST = 200  # characters
SUBTAG = re.compile(r"[-_]")


def read(text):
    """The tag of a choice, "" for none. Raises ValidationError with the nearest one."""
    text = text.strip()[:LONGEST]
    if not text or text.casefold() in UNKNOWN:
        return ""
    if tag := _find(text):
        return tag
    parts = list(filter(None, SEPARATOR.split(text)))
    tags = [_find(part) for part in parts]
    if len(parts) > 1 and all(tags):
        if len(set(tags)) == 1:
            return tags[0]
        names = get_text_list([name(tag) for tag in tags], _("and"))
        raise ValidationError(
            _("“%(typed)s” means %(names)s. This field can have only one language."),
            params={"typed": text[:40], "names": names},
        )
    with override("en"):
        known = [label for _tag, label in choices()]
    sentence = _("“%(typed)s” is not a language known here.") % {"typed": text[:40]}
    raise ValidationError(sentence + did_you_mean(text, known))


def _find(text):
    text = text.strip().strip("[]().")
    return _code(text) or _names().get(_fold(text), "")


def _code(text):
    """The tag of a choice that a code means; a region is left out, as is the usual script."""
    tags = dict(choices())
    language, *subtags = SUBTAG.split(text.casefold())
    language = _codes().get(language) or FORMER.get(language, language)
    full = "-".join([language, *subtags])
    by_fold = {tag.casefold(): tag for tag in tags}
    if full in by_fold:
        return by_fold[full]
    match = TAG.fullmatch(full)
    if not match or language not in tags:
        return ""
    script = (match[2] or "").title()
    is_transliteration = script == "Latn" and language in SCRIPT and language != "sr"
    return "" if is_transliteration else language


@cache
def _codes():
    listed = (item.split(" ") for item in THREE_LETTERS.replace("\n", " ").strip().split(", "))
    return {code: tag for tag, codes in listed for code in codes.split("/")}


@cache
def _names():
    """The tags by names in several languages and in the language itself."""
    found = {}
    for language in NAMED_IN:
        with override(language):
            for tag in [tag for tag in NAMES if len(tag) == 2 or tag == "syr"]:
                found.setdefault(_fold(str(NAMES[tag])), tag)
    for tag, info in LANG_INFO.items():
        if len(tag) == 2 and "name_local" in info:
            found.setdefault(_fold(info["name_local"]), tag)
    return found | {_fold(name(content_language())): content_language()}


def _fold(words):
    folded = NO_LETTERS.sub(" ", compose("NFC", words).casefold())
    return " ".join(WORDS_FOR_LANGUAGE.sub(" ", folded).split())
