"""The words of the archive, by their sound."""

from functools import lru_cache

from .backends import fetch_of
from .models import Word
from .phonetics import sound

SHORTEST = 4  # letters: shorter words sound like too many others
BATCH = 900  # parameters of one query

cached_sound = lru_cache(maxsize=50_000)(sound)


def learn(words):
    """Adds new words. They are sorted, so that simultaneous saves lock them in one order."""
    for batch in _batches(words):
        Word.objects.bulk_create(
            [Word(word=word, sound=cached_sound(word)) for word in batch], ignore_conflicts=True
        )


def missing(words):
    """The words that should have been learned."""
    lacking = set()
    for batch in _batches(words):
        rows = fetch_of("SELECT word FROM search_word WHERE word IN", batch)
        lacking |= {*batch} - {word for (word,) in rows}
    return lacking


def _batches(words):
    """Batches of the words that have a sound."""
    spoken = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
    return [spoken[at : at + BATCH] for at in range(0, len(spoken), BATCH)]


def spelled_otherwise(word, most):
    """Words with the same sound. Some may be only in hidden texts."""
    key = cached_sound(word)
    if len(word) < SHORTEST or not key:
        return []
    alike = Word.objects.filter(sound=key).exclude(pk=word).order_by("word")
    return list(alike.values_list("word", flat=True)[:most])
