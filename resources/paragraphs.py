"""Joins and splits the parts of texts that are shown side by side: paragraphs or lines."""

import re
from itertools import zip_longest
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from . import parallel_text

# Ends of sentences in many scripts; those of Chinese and Japanese are followed by no space.
SENTENCE_END = re.compile(r"(?<![.!?…؟۔।])[.!?…؟۔।]+[\"'»”’)\]]*\s+|[。！？]+[”’」』]*\s*|\n")
WORD_END = re.compile(r"\s+")
MOST_PLACES = 40  # offered for one part


class Part(NamedTuple):
    """A paragraph, or a line of one."""

    words: str
    ends: bool = True  # whether its paragraph ends here


class Place(NamedTuple):
    offset: int  # characters
    after: str  # the words that follow


def parts(text, by_line=False):
    blocks = [block for (block,) in parallel_text.paragraphs(text)]
    if not by_line:
        return [Part(block) for block in blocks]
    return [
        Part(line, number == len(lines))
        for lines in map(str.splitlines, blocks)
        for number, line in enumerate(lines, start=1)
    ]


def text_of(parts):
    pieces = [part.words + ("\n\n" if part.ends else "\n") for part in parts]
    return "".join(pieces).rstrip("\n")


def join(text, number, by_line=False):
    """Joins the part with the next. Between two verses, only the verses are joined."""
    all_parts = parts(text, by_line)
    if not 0 <= number < len(all_parts) - 1:
        return text
    part, following = all_parts[number : number + 2]
    if by_line and part.ends:
        joined = [part._replace(ends=False), following]
    else:
        are_lines = not by_line and "\n" in part.words + following.words
        words = part.words + ("\n" if are_lines else " ") + following.words
        joined = [Part(words, following.ends)]
    return text_of([*all_parts[:number], *joined, *all_parts[number + 2 :]])


def split(text, number, offset, by_line=False):
    """Splits the part before the character at the offset."""
    all_parts = parts(text, by_line)
    if not 0 <= number < len(all_parts):
        return text
    part = all_parts[number]
    before, after = part.words[:offset].rstrip(), part.words[offset:].lstrip()
    if offset < 0 or not before or not after:
        return text
    halves = [Part(before, ends=not by_line), Part(after, part.ends)]
    return text_of([*all_parts[:number], *halves, *all_parts[number + 1 :]])


def end_verse(text, number):
    """Ends the verse with this line."""
    lines = parts(text, by_line=True)
    if not 0 <= number < len(lines) - 1:
        return text
    lines[number] = lines[number]._replace(ends=True)
    return text_of(lines)


def places(words):
    """Where to split a part: at the ends of its sentences, or between words if it has only one."""
    for pattern in [SENTENCE_END, WORD_END]:
        ends = [match.end() for match in pattern.finditer(words)][:MOST_PLACES]
        if found := [
            Place(end, Truncator(" ".join(words[end : end + 200].split())).words(6))
            for end in ends
            if words[:end].strip() and words[end:].strip()
        ]:
            return found
    return []


def differing(source):
    """A sentence if its versions differ in their numbers of paragraphs or lines, or ""."""
    kind = source.source_kind
    versions = {name: getattr(source, name) for name in kind.parallel}
    versions = {name: text for name, text in versions.items() if text.strip()}
    blocks = {name: parallel_text.paragraphs(text) for name, text in versions.items()}
    if _differ(map(len, blocks.values())):
        sentence = (
            _("The versions have different numbers of verses: %(numbers)s.")
            if kind.parallel_lines
            else _("The versions have different numbers of paragraphs: %(numbers)s.")
        )
        return sentence % {"numbers": _numbers(source, blocks)}
    if not kind.parallel_lines:
        return ""
    for number, row in enumerate(zip_longest(*blocks.values()), start=1):
        lines = [block.splitlines() for (block,) in row]
        if _differ(map(len, lines)):
            sentence = _("Verse %(number)d has different numbers of lines: %(numbers)s.")
            numbers = _numbers(source, dict(zip(blocks, lines, strict=True)))
            return sentence % {"number": number, "numbers": numbers}
    return ""


def _differ(numbers):
    return len(set(numbers)) > 1


def _numbers(source, parts_by_name):
    labels = {name: source._meta.get_field(name).verbose_name for name in parts_by_name}
    counts = [f"{labels[name]} {len(parts)}" for name, parts in parts_by_name.items()]
    return ", ".join(counts)
