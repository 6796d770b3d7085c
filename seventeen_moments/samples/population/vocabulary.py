"""The words of the invented archive, the most frequent first. Frequencies follow Zipf's law.

Each word has three forms: original, transliteration and translation. Real words come first; the
other 20,000 are random syllables.
"""

from itertools import accumulate
from random import Random
from typing import NamedTuple

from seventeen_moments.core.transliteration import romanize

INVENTED = 20_000

# English and Russian: a translation, or a word of about the same frequency where there is none.
# In this order, “people” and the words around it occur in about half of the documents.
COMMON = """
the и; of в; and на; to с; in по; a не; was был; that что; for для; it это; with от; as как;
on из; by к; at у; from за; they они; he он; his его; were были; not но; had а; which которые;
or или; be быть; an до; their их; but же; this этот; who кто; all все; one один; have при; her её;
when когда; there там; no нет; been уже; would бы; more больше; so так; we мы; after после;
into через; about о; if если; some один; people народ; before перед; could мог; than чем;
only только; new новый; war война; years годы; work труд; over над;
Party партия; time время; first первый;
day день; state государство; power власть; bread хлеб; land земля; plan план; city город;
village деревня; factory завод; school школа; letter письмо; decree указ; winter зима; night ночь;
river река; road дорога; house дом; children дети; women женщины; soldiers солдаты;
workers рабочие; peasants крестьяне; frost мороз; song песня; newspaper газета; street улица;
"""

CONSONANTS = [*"бвгджзклмнпрстфхцчш", "ст", "тр", "пр", "кр", "гр"]
VOWELS = [*"аеиоуяю"]
ENDINGS = ["", "", "", "н", "к", "р", "в", "т", "м", "ц"]


class Vocabulary(NamedTuple):
    english: list
    original: list
    transliteration: list
    weights: list  # cumulative, for random.choices


def vocabulary():
    pairs = [pair.split() for pair in COMMON.split(";") if pair.strip()]
    invented = invented_words()
    english = [*(english for english, _ in pairs), *map(romanize, invented)]
    original = [*(russian for _, russian in pairs), *invented]
    weights = accumulate(1 / rank for rank in range(1, len(original) + 1))
    return Vocabulary(english, original, [romanize(word) for word in original], list(weights))


def rarity(number):
    """Returns a different word for each number, which occurs nowhere else in the archive."""
    syllables = []
    while number:
        number, rest = divmod(number, len(CONSONANTS) * len(VOWELS))
        consonant, vowel = divmod(rest, len(VOWELS))
        syllables.append(CONSONANTS[consonant] + VOWELS[vowel])
    return "щы" + "".join(syllables)


def invented_words():
    random, words = Random(1917), {}  # noqa: S311 - no secret
    while len(words) < INVENTED:
        syllables = random.choice([2, 2, 3, 3, 3, 4])
        word = "".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(syllables))
        words[word + random.choice(ENDINGS)] = None
    return list(words)
