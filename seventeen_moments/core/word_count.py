"""The length of a text in words, and the time that it takes to read."""

import re

PER_MINUTE = 200  # words that adults read of a demanding text, in several languages
DASH = re.compile("[—–]")  # between two words, with or without spaces
# Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese: no spaces between words.
UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


def count_words(text):
    """Returns 0 if the words cannot be told apart, because the script separates none."""
    if len(UNSPACED.findall(text)) > len(text) / 4:
        return 0
    words = DASH.sub(" ", text).split()
    return sum(any(map(str.isalnum, word)) for word in words)


def minutes_to_read(words):
    return max(1, round(words / PER_MINUTE))
