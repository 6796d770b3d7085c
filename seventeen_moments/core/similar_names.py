"""Names that may be two spellings of one: "Gulag" and "gulags", "Khrushchev" and "Хрущёв"."""

import re
from collections import defaultdict

from .transliteration import romanize, unaccented

LONG = 6  # letters: in a shorter name each of them counts ("Berlin" is long, "Baku" is not)
MOST = 4000  # names: among more, only equal spellings are found, which is faster

# What systems of transliteration write differently.
VARIANTS = str.maketrans("yj", "ii", "’'ʹʺ")
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\w*\d\w*|[ivxlc]+")  # "1953", "20th", "II": they tell names apart
PLURAL = re.compile(r"(?<=i)es$|(?<=\w{3})s$")
DOUBLED = re.compile(r"(.)\1+")


def similar(names):
    """The names that have a similar one among the others."""
    spellings = defaultdict(list)
    for name in names:
        spellings[fold(name)].append(name)
    near = _one_letter_apart(spellings) if len(spellings) <= MOST else set()
    return {
        name for key, same in spellings.items() if len(same) > 1 or key in near for name in same
    }


def fold(name):
    """The letters that count, and the numbers."""
    words = WORD.findall(unaccented(romanize(name.casefold()).translate(VARIANTS)))
    letters = (PLURAL.sub("", word) for word in words if not NUMBER.fullmatch(word))
    return DOUBLED.sub(r"\1", "".join(letters)), tuple(filter(NUMBER.fullmatch, words))


def _one_letter_apart(keys):
    """The keys that have one letter more, less or other than another, without comparing pairs."""
    long = {key for key in keys if len(key[0]) >= LONG}
    near, same_but_for = set(), defaultdict(set)
    for letters, numbers in long:
        for index in range(len(letters)):
            shorter = letters[:index] + letters[index + 1 :]
            same_but_for[index, shorter, numbers].add((letters, numbers))
            if (shorter, numbers) in long:
                near |= {(letters, numbers), (shorter, numbers)}
    return near.union(*(same for same in same_but_for.values() if len(same) > 1))
