"""The words of the invented archive, the more frequent first, as Zipf found them in real ones.

Each word has three forms, as an original, its transliteration and its translation need them.
Real words come first; the other 20,000 are syllables put together.
"""

from itertools import accumulate
from random import Random
from typing import NamedTuple

from seventeen_moments.core.transliteration import romanize

INVENTED = 20_000

# English and Russian. They mean the same where there is such a word, and else are as frequent.
# At their places each of the words about “people” stands in one of two documents.
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
    weights: list  # summed up, as random.choices wants them


def vocabulary():
    pairs = [pair.split() for pair in COMMON.split(";") if pair.strip()]
    invented = _invented()
    english = [*(english for english, _ in pairs), *map(romanize, invented)]
    original = [*(russian for _, russian in pairs), *invented]
    weights = accumulate(1 / rank for rank in range(1, len(original) + 1))
    return Vocabulary(english, original, [romanize(word) for word in original], list(weights))


def rarity(number):
    """A word of its own for each number, which nothing else in the archive says."""
    syllables = []
    while number:
        number, rest = divmod(number, len(CONSONANTS) * len(VOWELS))
        consonant, vowel = divmod(rest, len(VOWELS))
        syllables.append(CONSONANTS[consonant] + VOWELS[vowel])
    return "щы" + "".join(syllables)


def _invented():
    random, words = Random(1917), {}  # noqa: S311 - no secret
    while len(words) < INVENTED:
        syllables = random.choice([2, 2, 3, 3, 3, 4])
        word = "".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(syllables))
        words[word + random.choice(ENDINGS)] = None
    return list(words)
