"""Phonetic keys of Slavic words: Троцкий, Trotskii, Trotsky and Trockij have the same key.

What the systems of transliteration confuse is one letter: е, ё and э; и, й, і and ы; я and ия.
"""

import re

from seventeen_moments.core.transliteration import to_cyrillic

ALIKE = [
    (re.compile(many), one)
    for many, one in [
        ("[ьъ]", ""),
        ("[ёэєѣ]", "е"),
        ("[йіїыѵ]", "и"),
        ("ґ", "г"),
        ("шч", "щ"),
        ("тч", "ч"),
        ("тс", "ц"),
        ("оу", "у"),
        (r"(.)\1+", r"\1"),
        ("и[ая]", "я"),
        ("и[ую]", "ю"),
        ("и[ое]", "е"),
        ("(?<=[жчшщ])о", "е"),  # Khrushchov
        ("лю", "лу"),  # Lubianka
    ]
]


def sound(word):
    """The same for all spellings of a word; empty if it has no letters."""
    key = to_cyrillic(word)
    for pattern, letter in ALIKE:
        key = pattern.sub(letter, key)
    return key


# Polish, French and simplified German; what others mean by these letters is tried first.
READINGS = [[("cz", "ch"), ("sz", "sh")], [("sch", "shch")], [("sch", "zh")], [("j", "zh")]]


def other_sounds(word):
    """Sounds of the word, which some read otherwise: Kruschev, Gorbaczow, Joukov."""
    sounds = set()
    for pairs in READINGS:
        other = word
        for letters, read in pairs:
            other = other.replace(letters, read)
        if other != word:
            sounds.add(sound(other))
    return sounds
