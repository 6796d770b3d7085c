"""Texts side by side: what stands at the same place in each is one row."""

from itertools import zip_longest


def paragraphs(*columns):
    """Paragraph beside paragraph; an empty line parts them."""
    return _beside([_paragraphs(column) for column in columns])


def verses(*columns):
    """Verses, and in each of them line beside line."""
    return [_beside([verse.splitlines() for verse in beside]) for beside in paragraphs(*columns)]


def _beside(columns):
    return list(zip_longest(*columns, fillvalue=""))


def _paragraphs(text):
    blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip()]
