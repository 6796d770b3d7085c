"""Languages of sources: ISO 639-1 codes with their names in the reader's language."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy

# Written in the twentieth century's archives, but not among Django's own.
FURTHER = {
    "ba": gettext_lazy("Bashkir"),
    "ce": gettext_lazy("Chechen"),
    "cu": gettext_lazy("Church Slavonic"),
    "cv": gettext_lazy("Chuvash"),
    "la": gettext_lazy("Latin"),
    "yi": gettext_lazy("Yiddish"),
}


def choices():
    names = {
        code: gettext_lazy(info["name"])
        for code, info in LANG_INFO.items()
        if len(code) == 2 and "name" in info
    }
    return sorted((FURTHER | names).items(), key=lambda item: str(item[1]))
