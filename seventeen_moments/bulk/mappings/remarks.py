"""What the report says of values that no field could hold, with figures."""

from django.utils.translation import ngettext

LEFT_OUT, SKIPPED, LONG, INCOMPLETE = "left out", "skipped", "long", "incomplete"
UNKNOWN, FURTHER, FURTHER_FILES, DATE, MISSING = "unknown", "further", "files", "date", "missing"
TRANSLATION = "translation"


def sentence(what, n):
    return SENTENCES[what](n) % {"n": n}


# Functions, so that makemessages finds each pair.
SENTENCES = {
    LEFT_OUT: lambda n: ngettext("%(n)d value is left out.", "%(n)d values are left out.", n),
    SKIPPED: lambda n: ngettext(
        "%(n)d row is left out because of this word.",
        "%(n)d rows are left out because of this word.",
        n,
    ),
    TRANSLATION: lambda n: ngettext(
        "%(n)d row is left out: it translates an earlier row with the same number.",
        "%(n)d rows are left out: they translate earlier rows with the same number.",
        n,
    ),
    INCOMPLETE: lambda n: ngettext(
        "%(n)d row is left out: it has no title, or its file is not in the zip.",
        "%(n)d rows are left out: they have no title, or their files are not in the zip.",
        n,
    ),
    LONG: lambda n: ngettext(
        "%(n)d value is too long and is shortened; the description has all of it.",
        "%(n)d values are too long and are shortened; the descriptions have all of them.",
        n,
    ),
    UNKNOWN: lambda n: ngettext(
        "%(n)d value is not in our list; it is kept in the description.",
        "%(n)d values are not in our list; they are kept in the descriptions.",
        n,
    ),
    FURTHER: lambda n: ngettext(
        "%(n)d further value is kept in the description: the field has only one.",
        "%(n)d further values are kept in the descriptions: the field has only one.",
        n,
    ),
    FURTHER_FILES: lambda n: ngettext(
        "%(n)d further file is left out: a source has one.",
        "%(n)d further files are left out: a source has one.",
        n,
    ),
    DATE: lambda n: ngettext(
        "%(n)d date cannot be read. Its words are displayed, and the source is undated.",
        "%(n)d dates cannot be read. Their words are displayed, and the sources are undated.",
        n,
    ),
    MISSING: lambda n: ngettext(
        "%(n)d file is not in the zip.", "%(n)d files are not in the zip.", n
    ),
}
