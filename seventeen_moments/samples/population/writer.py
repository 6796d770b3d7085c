"""The random words of the invented archive: always the same ones for the same number."""

from random import Random
from typing import NamedTuple

from seventeen_moments.core.transliteration import romanize

from .vocabulary import rarity, vocabulary

WORDS = vocabulary()
RANKS = range(len(WORDS.english))
NAMES = range(200, 3000)  # ranks of the words used in titles and names


class Passage(NamedTuple):
    original: str
    transliteration: str
    translation: str


class Writer(Random):
    """Writes one essay with its sources and comments."""

    def __init__(self, number):
        super().__init__(f"essay {number}")
        self.number = number

    def english(self, words):
        (english,) = self._columns(words, " ", WORDS.english)
        return english

    def passage(self, words, apart=" "):
        """Sentences with this number of words in total."""
        forms = WORDS.original, WORDS.transliteration, WORDS.english
        return Passage(*self._columns(words, apart, *forms))

    def _columns(self, words, apart, *forms):
        columns = [[] for _ in forms]
        while words > 0:
            length = min(words, self.randint(7, 21))
            ranks = self.choices(RANKS, cum_weights=WORDS.weights, k=length)
            words -= length
            for column, form in zip(columns, forms, strict=True):
                sentence = " ".join([form[rank] for rank in ranks])
                column.append(f"{sentence[0].upper()}{sentence[1:]}.")
        return map(apart.join, columns)

    def verses(self, lines):
        """Lines that correspond in all three columns, in verses of four."""
        passages = [self.passage(5) for _ in range(lines)]
        verses = [passages[start : start + 4] for start in range(0, lines, 4)]
        return Passage(
            *(
                "\n\n".join("\n".join(passage[form] for passage in verse) for verse in verses)
                for form in range(3)
            )
        )

    def rare_word(self):
        """Returns a word that occurs nowhere else in the archive."""
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
        return WORDS.english[self.choice(NAMES)].capitalize()
