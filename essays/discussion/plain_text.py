"""The text of a comment: how it is cleaned, and how it is rendered."""

import re
import unicodedata

from django.utils.html import format_html, format_html_join, linebreaks

# Control characters; characters that change the text direction of what follows (marks that affect
# only their position stay); invisible characters that split a word for a list of blocked words but
# not for a reader.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060-\u2064\ufeff"
    r"\U000e0000-\U000e007f]"
)
LINE_END = re.compile(r"\r\n?|[\v\x85\u2028]")
PARAGRAPH_END = re.compile(r"[\f\u2029]")
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\w[^\s<>\"\u2063]*", re.IGNORECASE)
# Stands for words that a moderator redacted. Nobody can type it: `cleaned()` removes its ends.
REDACTED = "\u2063[…]\u2063"
MAX_MARKS = 4  # on one letter: as many as the most heavily pointed scripts need


def cleaned(text):
    """Removes what would disturb the page around the text; keeps its paragraphs."""
    text = PARAGRAPH_END.sub("\n\n", LINE_END.sub("\n", text))
    text = UNWANTED.sub("", unicodedata.normalize("NFC", text))
    characters, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MAX_MARKS:
            characters.append(character)
    return "".join(characters).strip()


def cleaned_line(text):
    return " ".join(cleaned(text).split())


def count_links(text):
    return len(LINK.findall(text))


def render(text):
    """Paragraphs and links, and no other markup."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        address = _strip_punctuation(match[0])
        link = format_html('<a href="{0}" rel="nofollow ugc noopener">{0}</a>', address)
        parts += [text[end : match.start()], link]
        end = match.start() + len(address)
    return linebreaks(format_html_join("", "{}", ((part,) for part in [*parts, text[end:]])))


def _strip_punctuation(address):
    """Removes the punctuation of the sentence, and a bracket that opened before the address."""
    while True:
        shorter = address.rstrip(".,:;!?'’”»")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
