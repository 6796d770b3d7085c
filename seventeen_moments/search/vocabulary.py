"""The words of the archive, by their sound."""

from functools import lru_cache
from itertools import chain

from .backends import backend, fetch, fetch_of
from .models import Word
from .phonetics import other_sounds, sound
from .slips import likely_slips, one_slip_apart, slips_between

SHORTEST = 4  # letters: shorter words sound like too many others
BATCH = 900  # parameters of one query
LONGEST = 30  # letters of a word that is compared
LONGEST_READ = 15  # letters of a word that is read in several ways
MOST_COMPARED = 5000
MOST_ALIKE = 100

cached_sound = lru_cache(maxsize=50_000)(sound)


def learn(words):
    """Adds new words. They are sorted, so that simultaneous saves lock them in one order."""
    for batch in _batches(words):
        Word.objects.bulk_create(
            [Word(word=word, sound=cached_sound(word)) for word in batch], ignore_conflicts=True
        )


def update_sounds():
    """Writes the sounds anew that were made by the rules of another version."""
    pairs = Word.objects.order_by("pk").values_list("word", "sound")
    last = ""
    while found := [*pairs.filter(word__gt=last)[:BATCH]]:
        last = found[-1][0]
        changed = [Word(word, new) for word, old in found if (new := sound(word)) != old]
        Word.objects.bulk_update(changed, ["sound"])


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


def spelled_otherwise(typed):
    """Words with the same sounds, by the word. Some may be only in hidden texts. One query.

    `typed` has the words as they were typed, with marks that matter to their sounds: Chruščëv.
    """
    keys = {
        word: {cached_sound(word), cached_sound(written)} - {""}
        for word, written in typed.items()
        if len(word) >= SHORTEST
    }
    alike = Word.objects.filter(sound__in={*chain(*keys.values())}).order_by("word")
    pairs = [*alike.values_list("word", "sound")[:MOST_ALIKE]]
    return {
        word: [other for other, sound in pairs if sound in own and other != word]
        for word, own in keys.items()
    }


def misspelled(word, most):
    """Words from which the word differs by likely slips, in letters or in sounds, nearest first.

    Some may be only in hidden texts.
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return []
    found = _words_where("word", one_slip_apart(word))
    if len(found) < most and likely_slips(word) > 1:
        found += _several_slips_apart(word)
    if len(found) < most and len(cached_sound(word)) >= SHORTEST:
        keys = {cached_sound(word)} | (other_sounds(word) if len(word) <= LONGEST_READ else set())
        found += _words_where("sound", keys.union(*map(one_slip_apart, keys)))
    return [*dict.fromkeys(other for other in found if other != word)][:most]


def _words_where(column, values):
    rows = fetch_of(f"SELECT word FROM search_word WHERE {column} IN", sorted(values))
    return sorted(word for (word,) in rows)


def _several_slips_apart(word):
    """Among the words that begin alike, or as if the second letter were the slip."""
    begins, most = [word[0] + word[1], word[0] + word[2], word[1] + word[0]], likely_slips(word)
    condition = " OR ".join([backend().BEGINS] * len(begins))
    rows = fetch(
        f"SELECT word FROM search_word WHERE ({condition})"
        f" AND length(word) BETWEEN %s AND %s LIMIT {MOST_COMPARED}",
        [*chain(*map(backend().begins, begins)), len(word) - most, len(word) + most],
    )
    slips = {other: slips_between(word, other, most) for (other,) in rows}
    near = [other for other, number in slips.items() if 0 < number <= most]
    return sorted(near, key=lambda other: (slips[other], other))
