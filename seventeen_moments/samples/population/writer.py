"""Whoever writes the invented archive: the same words for the same number, whenever asked."""

from random import Random
from typing import NamedTuple

from seventeen_moments.core.transliteration import romanize

from .vocabulary import rarity, vocabulary

WORDS = vocabulary()
RANKS = range(len(WORDS.english))
NAMED = range(200, 3000)  # ranks of the words that titles and names are made of


class Passage(NamedTuple):
    original: str
    transliteration: str
    translation: str


class Writer(Random):
    """Of one essay with all that belongs to it."""

    def __init__(self, number):
        super().__init__(f"essay {number}")
        self.number = number

    def english(self, words, apart=" "):
        return self.passage(words, apart).translation

    def passage(self, words, apart=" "):
        """Sentences of about so many words."""
        sentences = [[], [], []]
        while words > 0:
            ranks = self._ranks(min(words, self.randint(7, 21)))
            words -= len(ranks)
            forms = WORDS.original, WORDS.transliteration, WORDS.english
            for written, form in zip(sentences, forms, strict=True):
                sentence = " ".join([form[rank] for rank in ranks])
                written.append(f"{sentence[0].upper()}{sentence[1:]}.")
        return Passage(*map(apart.join, sentences))

    def verses(self, lines):
        """Lines that stand beside one another, four a verse."""
        rows = [self.passage(5) for _ in range(lines)]
        verses = [rows[start : start + 4] for start in range(0, lines, 4)]
        return Passage(
            *(
                "\n\n".join("\n".join(row[form] for row in verse) for verse in verses)
                for form in range(3)
            )
        )

    def rare_word(self):
        """Which nothing else in the archive says."""
        return romanize(rarity(self.number)).capitalize()

    def title(self):
        return " and ".join(self._name() for _ in range(self.choice([1, 2, 2, 3])))

    def person(self):
        return f"{self._name()}, {self._name()}"

    def people(self):
        return "\n".join(self.person() for _ in range(self.choice([1, 1, 1, 2])))

    def chance(self, share):
        return self.random() < share

    def _name(self):
        return WORDS.english[self.choice(NAMED)].capitalize()

    def _ranks(self, number):
        return self.choices(RANKS, cum_weights=WORDS.weights, k=number)
