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
TAG = re.compile("<[^>]*>")
LONG, LINE = 1500, 60  # characters: of a comment that is folded, and of a line
MAX_MARKS = 4  # on one letter: as many as the most heavily pointed scripts need
UNSEEN = ("C", "M", "Z")  # controls, marks without a letter, spaces
# Letters and symbols that show nothing: Hangul fillers, blanks of Egyptian, braille and music, and
# the place of an object.
IGNORABLE = re.compile("[\u2065\ufff0-\ufff8\U000e0000-\U000e0fff]")  # if ever assigned
FILLERS = set("\u115f\u1160\u3164\uffa0\U00013441\U00013442\u2800\U0001d159\ufffc")


def cleaned(text):
    """Removes what would disturb the page around the text; keeps its paragraphs.

    Nothing is left of a text that looks blank.
    """
    text = PARAGRAPH_END.sub("\n\n", LINE_END.sub("\n", text))
    text = UNWANTED.sub("", unicodedata.normalize("NFC", text))
    characters, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MAX_MARKS:
            characters.append(character)
    return "" if is_blank(characters) else "".join(characters).strip()


def is_blank(text):
    """Whether a reader would see nothing of it, or only marks that belong on a letter."""
    return all(sign in FILLERS or _category(sign).startswith(UNSEEN) for sign in text)


def _category(sign):
    """What is not assigned may be a letter that is too new for Python."""
    category = unicodedata.category(sign)
    return category if category != "Cn" or IGNORABLE.match(sign) else "shown"


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


def is_long(html):
    """Whether it takes so many characters or lines that pages show only its beginning at first."""
    lines = html.count("<p>") + html.count("<br>")
    return len(TAG.sub("", html)) + LINE * (lines - 1) > LONG


def _strip_punctuation(address):
    """Removes the punctuation of the sentence, and a bracket that opened before the address."""
    while True:
        shorter = address.rstrip(".,:;!?'’”»")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
