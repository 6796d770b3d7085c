"""The words of a comment: what is taken out of them, and how they are shown."""

import re
import unicodedata

from django.utils.html import format_html, format_html_join, linebreaks

# Controls; characters that turn the direction of what follows (the marks of a single place stay);
# invisible ones that cut a word in two for a list of blocked words but not for a reader.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060-\u2064\ufeff"
    r"\U000e0000-\U000e007f]"
)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\w[^\s<>\"]*", re.IGNORECASE)
MARKS = 4  # on one letter: what the most heavily pointed scripts need


def cleaned(text):
    """The text without what would disturb the page around it; its paragraphs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _few_marks(UNWANTED.sub("", unicodedata.normalize("NFC", lines))).strip()


def cleaned_line(text):
    return " ".join(cleaned(text).split())


def links_in(text):
    return len(LINK.findall(text))


def shown(text):
    """Paragraphs and links, and no other markup."""
    return linebreaks(_with_links(text))


def _few_marks(text):
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MARKS:
            kept.append(character)
    return "".join(kept)


def _with_links(text):
    pieces, place = [], 0
    for match in ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        link = format_html('<a href="{0}" rel="nofollow ugc noopener">{0}</a>', address)
        pieces += [text[place : match.start()], link]
        place = match.start() + len(address)
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[place:]]))


def _without_punctuation(address):
    """The sentence's own, and a bracket that opened before the address, do not belong to it."""
    while True:
        shorter = address.rstrip(".,:;!?'’”»")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
