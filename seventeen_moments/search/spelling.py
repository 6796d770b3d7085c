"""The standard spelling of a folded word: old Russian, mixed alphabets, numbers of files.

Written by hand: ICU and the analyzers of search engines fold letters, not spellings.
"""

import re
from functools import lru_cache
from itertools import pairwise

from .old_spellings import NEW_STEM, old_stems, old_words, renewed

LONGEST = 64  # letters of a word; the rest makes no difference

# Latin letters that look like Cyrillic ones, in small letters or in capitals.
LATIN, CYRILLIC = "aceopxyikmthb", "асеорхуікмтнв"
TO_CYRILLIC, TO_LATIN = str.maketrans(LATIN, CYRILLIC), str.maketrans(CYRILLIC, LATIN)
HAS_LATIN, HAS_CYRILLIC = re.compile("[a-z]"), re.compile("[а-яіј]")
LATIN_ONLY, CYRILLIC_ONLY = re.compile("[dfgjlnqrsuvwz]"), re.compile("[бгджзилпфцчшщъыьэюя]")

OF_FILE = re.compile("([0-9]{1,4})([абвгде])")  # д. 12а, in Latin letters 12a
FILES = str.maketrans("абвгде", "abvgde")

# й is folded to и before, ѣ and ё to е. Rules are tried in this order.
BEFORE_1918 = [
    (re.compile(pattern), standard)
    for pattern, standard in [
        (r"^(все)?мі(?=рн|рск|ров|р(ъ|омъ|амъ|ахъ)$)", r"\1ми"),
        (r"(?<=.)ъ+$", ""),
        (r"(?<=[сцгжрзидтьн]к)ія$|(?<=[вдршхж]н)ія$", "ие"),  # русскія
        (r"(?<=.[жшщч])(?<!оруж)(?<!лич)(?<!реч)(?<!моч)(?<!точ)(?<!зыч)ія$", "ие"),  # рабочія
        (r"(?<=[кт]ак|сяк|[рсбт]ок|лек|руг|[нр]ог|олг|сух|лох|етх)ія$", "ие"),  # другія
        (r"і(?=[аеиоуыэюя])", "и"),  # as in Ukrainian, where no other word differs by it
        (r"^((?:не|пре)?(?:ра|ро|во|и|ни))з(?=с)", r"\1с"),  # разсказъ
        (r"^((?:не|пре|о)?(?:бе|чре|чере))з(?=[кптсфхцчшщ])", r"\1с"),  # безконечный
        (r"(?<=\w[жчшщ])аго$", "его"),
        (r"(?<=\w\w)аго$", "ого"),
        (r"(?<=\w\w)яго$", "его"),
        (r"(?<=\w\w)ыя$", "ые"),
        (r"(?<=[сц]к)ия$|(?<=щ)ия$|(?<=вш)ия$", "ие"),  # русския, of which no і is left
        (r"(?<=\w\w[чщ])ов(?=$|[аыуе]$|ы[мх]$|ск|щин)", "ев"),  # Хрущов
    ]
]
# Surnames with an ending of that time, which have always been written so.
NAMES = {"живаго", "мертваго", "веселаго", "бураго"}


@lru_cache(maxsize=100_000)
def standard(word):
    """The spelling under which the folded word is indexed and searched for."""
    word = word[:LONGEST]
    if not HAS_CYRILLIC.search(word):
        return word
    if HAS_LATIN.search(word):
        word = _in_one_alphabet(word)
    if match := OF_FILE.fullmatch(word):
        return match[1] + match[2].translate(FILES)
    if word in NAMES:
        return word
    for pattern, replacement in BEFORE_1918:
        word = pattern.sub(replacement, word)
    return renewed(word)


def _in_one_alphabet(word):
    if not LATIN_ONLY.search(word):
        return word.translate(TO_CYRILLIC)
    if not CYRILLIC_ONLY.search(word):
        return word.translate(TO_LATIN)
    return word


# The letters, and what a folded text may have instead.
WRITTEN = {pair[0]: f"[{''.join(pair)}]" for pair in zip(LATIN, CYRILLIC, strict=True)}
WRITTEN |= {pair[1]: f"[{''.join(pair)}]" for pair in zip(LATIN, CYRILLIC, strict=True)}
WRITTEN |= {"и": "[иіi]", "ъ": "[ъ'\"]", "b": "[bбв]", "v": "[vв]", "g": "[gг]", "d": "[dд]"}
OF_NAME = re.compile("[чщ](?=ев)")
PREFIX = re.compile("(?:не|пре|о)?(?:ра|ро|во|и|ни|бе|чре|чере)с(?=[кптсфхцчшщ])")


def spellings(word):
    """A pattern of the spellings of a standard word, in a folded text."""
    letters = _letters(word)
    if word.endswith(("ого", "его")):
        letters[-3] = "[оеаяoea]"
    elif word.endswith(("ые", "ие")):
        letters[-1] = "[еяe]"
    for match in OF_NAME.finditer(word):
        letters[match.end()] = "[еоeo]"
    for at, pair in enumerate(pairwise(word), 1):
        if pair in {("a", "e"), ("o", "e"), ("u", "e"), ("a", "a")}:
            letters[at] += "?"  # ä or å
    for match in reversed([*NEW_STEM.finditer(word)]):
        start, stop = match.span()
        stems = ["".join(part) for part in map(_letters, old_stems(match[0]))]
        stems.append("".join(letters[start:stop]))
        letters[start:stop] = [f"(?:{'|'.join(stems)})"]
    between = r"[ .,']?" if word.isdecimal() else r"(?:['\".-]\s*)?"
    usual = between.join(letters) + ("" if word.isascii() else "ъ?")
    old = ["".join(_letters(other)) for other in old_words(word)]
    return f"(?:{'|'.join([usual, *old])})" if old else usual


def _letters(word):
    letters = [WRITTEN.get(letter, letter) for letter in word]
    if prefix := PREFIX.match(word):
        letters[prefix.end() - 1] = "[сзc]"
    return letters
