"""The words that the archive has: of titles, to be suggested; of all texts, by their sound."""

from functools import lru_cache

from .backends import fetch_of
from .models import TitleWord, Word
from .phonetics import sound

SHORTEST = 4  # letters: shorter words sound like too many others
ASKED_AT_ONCE = 900  # parameters of one query

sound_of = lru_cache(maxsize=50_000)(sound)


def keep(entries):
    _keep_titles(entries)
    _learn({word for entry in entries for part in entry.words for word in part})


def _keep_titles(entries):
    documents = {entry.document.pk: entry.document for entry in entries}
    wanted = {(entry.document.pk, word) for entry in entries for word in entry.words.title}
    standing = fetch_of(
        "SELECT document_id, word, id FROM search_titleword WHERE document_id IN",
        [entry.document.pk for entry in entries],
    )
    known = {(document, word): key for document, word, key in standing}
    if surplus := [key for pair, key in known.items() if pair not in wanted]:
        TitleWord.objects.filter(pk__in=surplus).delete()
    TitleWord.objects.bulk_create(
        TitleWord(document_id=document, word=word, is_essay=documents[document].kind == "essay")
        for document, word in wanted - known.keys()
    )


def _learn(words):
    """Sorted, so that two who save at once wait for each other in one order."""
    spoken = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
    for at in range(0, len(spoken), ASKED_AT_ONCE):
        asked = spoken[at : at + ASKED_AT_ONCE]
        known = {word for (word,) in fetch_of("SELECT word FROM search_word WHERE word IN", asked)}
        Word.objects.bulk_create(
            [Word(word=word, sound=sound_of(word)) for word in asked if word not in known],
            ignore_conflicts=True,
        )


def spelled_otherwise(word, most):
    """Words of the archive with the same sound, of which some may be hidden now."""
    spoken = sound_of(word)
    if len(word) < SHORTEST or not spoken:
        return []
    alike = Word.objects.filter(sound=spoken).exclude(pk=word).order_by("word")
    return list(alike.values_list("word", flat=True)[:most])
