"""Finds passages in a text, however their white space is, and replaces them by the mark."""

import re

from .plain_text import REDACTED, cleaned
from .redacted_text import label

MARK = rf"\s*{re.escape(REDACTED)}\s*"


class Passage:
    def __init__(self, words):
        """`words` may contain “[redacted]”, if they were selected on a page that shows it."""
        self.words = words
        parts = [cleaned(part).split() for part in words.split(label())]
        self.has_words = any(parts)
        pattern = MARK.join(r"\s+".join(map(re.escape, part)) for part in parts)
        start = r"(?<!\w)" if re.match(r"\w", words.strip()) else ""
        end = r"(?!\w)" if re.search(r"\w$", words.strip()) else ""
        self.whole, self.any = re.compile(f"{start}{pattern}{end}"), re.compile(pattern)

    def pattern_for(self, texts):
        """Matches whole words if there are any, else parts of words; None if it finds nothing."""
        found = (each for each in [self.whole, self.any] if any(map(each.search, texts)))
        return next(found, None)


def redacted(text, patterns):
    for pattern in patterns:
        text = pattern.sub(REDACTED, text)
    return text
