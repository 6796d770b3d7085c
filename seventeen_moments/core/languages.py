"""Languages of essays and sources, as BCP 47 tags with names in the reader's language.

Most are ISO 639 codes. CONTENT_LANGUAGE and the tracks of a film may also name a script or a
region: ru-Latn, en-US. The language of the interface is another subject: language.py.
"""

import re
import unicodedata
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.functional import lazy
from django.utils.html import format_html_join
from django.utils.translation import get_language, gettext, gettext_lazy

# Languages of twentieth-century archives that Django does not list, and names that it does not
# translate, or wrongly.
FURTHER = {
    "af": gettext_lazy("Afrikaans"),
    "ba": gettext_lazy("Bashkir"),
    "ce": gettext_lazy("Chechen"),
    "cu": gettext_lazy("Church Slavonic"),
    "cv": gettext_lazy("Chuvash"),
    "dv": gettext_lazy("Dhivehi"),
    "la": gettext_lazy("Latin"),
    "nb": gettext_lazy("Norwegian Bokmål"),
    "nl": gettext_lazy("Dutch"),
    "no": gettext_lazy("Norwegian"),
    "ps": gettext_lazy("Pashto"),
    "sd": gettext_lazy("Sindhi"),
    "syr": gettext_lazy("Syriac"),
    "yi": gettext_lazy("Yiddish"),
    "zh": gettext_lazy("Chinese"),  # Django has it only by script
}
NAMES = {
    code: gettext_lazy(info["name"]) for code, info in LANG_INFO.items() if "name" in info
} | FURTHER
# Languages in other scripts than Latin, by the first word of the Unicode names of their letters.
WRITTEN_IN = {
    "ARABIC": ("ar", "fa", "ps", "sd", "ug", "ur"),
    "ARMENIAN": ("hy",),
    "BENGALI": ("bn",),
    "CJK": ("ja", "zh"),
    "CYRILLIC": (
        *("ba", "be", "bg", "ce", "cu", "cv", "kk", "ky"),
        *("mk", "mn", "os", "ru", "sr", "tg", "tt", "uk"),
    ),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "GEORGIAN": ("ka",),
    "GREEK": ("el",),
    "GURMUKHI": ("pa",),
    "HANGUL": ("ko",),
    "HEBREW": ("he", "yi"),
    "KANNADA": ("kn",),
    "KHMER": ("km",),
    "MALAYALAM": ("ml",),
    "MYANMAR": ("my",),
    "SYRIAC": ("syr",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAANA": ("dv",),
    "THAI": ("th",),
}
SCRIPT = {code: script for script, codes in WRITTEN_IN.items() for code in codes}
# Written from right to left, unless a tag names another script.
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"Arab", "Hebr"}
# ISO 15924.
SCRIPTS = {
    "Arab": gettext_lazy("Arabic script"),
    "Cyrl": gettext_lazy("Cyrillic script"),
    "Hans": gettext_lazy("simplified"),
    "Hant": gettext_lazy("traditional"),
    "Hebr": gettext_lazy("Hebrew script"),
    "Latn": gettext_lazy("Latin script"),
}
LONGEST = 12  # characters
TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.ASCII | re.IGNORECASE)
NO_TAG = TAG.fullmatch("und")


class LanguageField(models.CharField):
    """The tag of a language; empty if unknown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": LONGEST, "choices": choices} | kwargs)

    def deconstruct(self):
        """Without choices and default, which migrations would have to import."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs = {key: kwargs[key] for key in kwargs.keys() - {"choices", "default"}}
        return name, "django.db.models.CharField", args, kwargs


def content_language():
    """The language of essays, unless they name another one."""
    return settings.CONTENT_LANGUAGE


def direction(tag):
    """The direction of writing, for the attribute `dir`; "ltr" for what is not a tag."""
    language, script, _region = (TAG.fullmatch(tag) or NO_TAG).groups()
    is_rtl = script in RIGHT_TO_LEFT_SCRIPTS if script else language in RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def attributes(tag, otherwise="auto"):
    """The HTML attributes of words in the language, or in an unknown one.

    `otherwise` is the direction of words that are not known to run from right to left; empty for
    <bdi>, which finds it itself.
    """
    way = "rtl" if tag and direction(tag) == "rtl" else otherwise
    values = {"lang": tag, "dir": way}
    return format_html_join("", ' {}="{}"', ((name, text) for name, text in values.items() if text))


def attributes_of(page, otherwise="auto"):
    """Those of its title and its description, with `lang` only if the interface has another."""
    tag = page.content_language
    is_same = tag == get_language() and direction(tag) == "ltr"
    return attributes("" if is_same else tag, otherwise)


def isolated(words):
    """Words of a plain text, which has no markup, so that they do not turn the text around them."""
    is_turning = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in words)
    return f"\u2068{words}\u2069" if is_turning else words  # FIRST STRONG ISOLATE to its POP


def choices():
    return list(_choices(get_language(), content_language()))


@cache
def _choices(_interface, _content):
    names = {tag: name(tag) for tag in _tags()}
    return sorted(names.items(), key=lambda item: item[1])


def transliterations():
    return sorted(((tag, name(tag)) for tag in _latin_tags()), key=lambda item: item[1])


def of_passages():
    """All choices and transliterations: the names by the tags, translated when they are read."""
    return {tag: lazy(name, str)(tag) for tag in [*_tags(), *_latin_tags()]}


def _tags():
    codes = [code for code in NAMES if len(code) == 2 or code in FURTHER]
    return dict.fromkeys([*codes, content_language()])


def _latin_tags():
    """Those of transliterations."""
    return [f"{code}-Latn" for code in SCRIPT]


def is_written_in(code, words):
    """Whether the words have letters of the language. Word marks names as words of another one."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in words if letter.isalpha()}
    if code in SCRIPT:
        return SCRIPT[code] in scripts
    return "LATIN" in scripts and scripts.isdisjoint(WRITTEN_IN)


def normalize(tag):
    """A BCP 47 tag in its usual spelling, "ru-latn" as "ru-Latn"; empty if it is not known."""
    if not (parts := TAG.fullmatch(tag.strip().replace("_", "-"))):
        return ""
    language, script, region = (part or "" for part in parts.groups())
    language, script, region = language.lower(), script.title(), region.upper()
    if language not in NAMES or (script and script not in SCRIPTS):
        return ""
    return "-".join(part for part in (language, script, region) if part)


def name(tag):
    """ "Russian (Latin letters)" for ru-Latn; an unknown tag unchanged."""
    language, *further = normalize(tag).split("-")
    if not language:
        return tag
    if not further:
        return str(NAMES[language])
    details = ", ".join(str(SCRIPTS.get(part, part)) for part in further)
    return gettext("%(language)s (%(details)s)") % {"language": NAMES[language], "details": details}
