"""Where nothing is found: what would be, with fewer words, spelled otherwise, or under a theme.

Whatever is offered was looked for first, so that no offer leads to nothing again.
"""

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice, product
from typing import NamedTuple

from taggit.models import Tag

from .facets import address
from .filters import Choices
from .folding import words
from .parsing import parse, pieces
from .phonetics import sound
from .suggestions import visible_themes
from .vocabulary import spelled_otherwise

SHOWN = 4
MOST_PIECES = 6  # of which one is left out; of more words no single one is to blame
MOST_SPELLINGS = 4  # of one word
MOST_TRIED = 8  # spellings of all words together
ALIKE = 0.75  # of difflib's ratio, from 0 to 1


class Offer(NamedTuple):
    words: str
    number: int
    address: str


class Help(NamedTuple):
    unnarrowed: Offer | None
    spellings: list
    fewer: list
    themes: list


def help_for(text, matches, asked):
    parts = pieces(text)
    return Help(
        _offer(text, replace(matches, choices=Choices()), {}) if _is_narrowed(asked) else None,
        _spellings(parts, matches, asked),
        _fewer_words(parts, matches, asked),
        _themes(text),
    )


def _is_narrowed(asked):
    return bool(asked.keys() - {"q"})


def _offer(text, matches, asked):
    found = replace(matches, query=parse(text))
    number = found.number if found.query else 0
    return Offer(text, number, address(asked | {"q": text})) if number else None


def _fewer_words(parts, matches, asked):
    if not 1 < len(parts) <= MOST_PIECES:
        return []
    shorter = (" ".join(parts[:at] + parts[at + 1 :]) for at in range(len(parts)))
    offers = [offer for text in shorter if (offer := _offer(text, matches, asked))]
    return sorted(offers, key=lambda offer: offer.number)[:SHOWN]


def _spellings(parts, matches, asked):
    """Each word as it is or as it sounds; excluded words and phrases stay."""
    if len(parts) > MOST_PIECES:
        return []
    ways = [[part, *_alike(part)] for part in parts]
    tried = islice(product(*ways), 1, MOST_TRIED + 1)
    offers = (_offer(" ".join(way), matches, asked) for way in tried)
    return [*islice(filter(None, offers), SHOWN)]


def _alike(part):
    written = words(part)
    if len(written) != 1 or part.startswith(("-", "−", "–")):
        return []
    return spelled_otherwise(written[0], MOST_SPELLINGS)


def _themes(text):
    """The nearest, by a word that is the same, begins or sounds alike, or is nearly spelled so."""
    asked = words(text)[:MOST_PIECES]
    near = [
        (likeness, theme) for theme in Tag.objects.all() if (likeness := _likeness(theme, asked))
    ]
    nearest = [
        theme for _likeness, theme in sorted(near, key=lambda pair: (-pair[0], pair[1].name))
    ]
    shown = visible_themes(nearest[: 2 * SHOWN])
    return [theme for theme in nearest[: 2 * SHOWN] if theme.pk in shown][:SHOWN]


def _likeness(theme, asked):
    best = max((_alikeness(word, own) for own in words(theme.name) for word in asked), default=0)
    return best if best >= ALIKE else 0


def _alikeness(word, own):
    if min(len(word), len(own)) >= 3 and (own.startswith(word) or word.startswith(own)):
        return 1
    if sound(word) and sound(word) == sound(own):
        return 1
    pair = SequenceMatcher(None, word, own)
    return pair.ratio() if pair.real_quick_ratio() >= ALIKE else 0
