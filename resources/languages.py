"""Languages of sources: ISO 639-1 codes with their names in the reader's language.

The tracks of a film also name their script or region, as in BCP 47: ru-Latn, en-US.
"""

import re

from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.translation import gettext, gettext_lazy

# Languages of twentieth-century archives that Django does not list.
FURTHER = {
    "ba": gettext_lazy("Bashkir"),
    "ce": gettext_lazy("Chechen"),
    "cu": gettext_lazy("Church Slavonic"),
    "cv": gettext_lazy("Chuvash"),
    "la": gettext_lazy("Latin"),
    "yi": gettext_lazy("Yiddish"),
}
# Languages in other scripts than Latin, so that a transliteration is useful.
TRANSLITERATED = (
    *("ar", "ba", "be", "bg", "ce", "cu", "cv", "el", "fa", "he", "hy", "ja", "ka", "kk"),
    *("ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "yi", "zh"),
)
# ISO 15924.
SCRIPTS = {
    "Arab": gettext_lazy("Arabic script"),
    "Cyrl": gettext_lazy("Cyrillic script"),
    "Hans": gettext_lazy("simplified"),
    "Hant": gettext_lazy("traditional"),
    "Hebr": gettext_lazy("Hebrew script"),
    "Latn": gettext_lazy("Latin script"),
}
TAG = re.compile(r"([a-z]{2})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.ASCII | re.IGNORECASE)


class LanguageField(models.CharField):
    """The ISO 639-1 code of a language; empty if unknown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"max_length": 10, "blank": True, "choices": choices})

    def deconstruct(self):
        """Without the choices, which follow Django's."""
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["choices"]
        return name, "django.db.models.CharField", args, kwargs


def choices():
    names = {
        code: gettext_lazy(info["name"])
        for code, info in LANG_INFO.items()
        if len(code) == 2 and "name" in info
    }
    return sorted((FURTHER | names).items(), key=lambda item: str(item[1]))


def transliterations():
    tags = [f"{language}-Latn" for language in TRANSLITERATED]
    return sorted(((tag, name(tag)) for tag in tags), key=lambda item: item[1])


def normalize(tag):
    """A BCP 47 tag in its usual spelling, "ru-latn" as "ru-Latn"; empty if it is not known."""
    if not (parts := TAG.fullmatch(tag.strip().replace("_", "-"))):
        return ""
    language, script, region = (part or "" for part in parts.groups())
    language, script, region = language.lower(), script.title(), region.upper()
    if not _name(language) or (script and script not in SCRIPTS):
        return ""
    return "-".join(part for part in (language, script, region) if part)


def name(tag):
    """ "Russian (Latin letters)" for ru-Latn; an unknown tag unchanged."""
    language, *further = normalize(tag).split("-")
    if not language:
        return tag
    if not further:
        return str(_name(language))
    details = ", ".join(str(SCRIPTS.get(part, part)) for part in further)
    return gettext("%(language)s (%(details)s)") % {"language": _name(language), "details": details}


def _name(language):
    """None for an unknown language."""
    if language == "zh":  # Django has it only by script
        return gettext_lazy("Chinese")
    if "name" in LANG_INFO.get(language, {}):
        return gettext_lazy(LANG_INFO[language]["name"])
    return FURTHER.get(language)
