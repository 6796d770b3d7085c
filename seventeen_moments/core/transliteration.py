"""Russian in Latin letters and back, by the systems that libraries and the press use.

Latin letters are read back into Cyrillic ones as these systems write them:

- ALA-LC, with its ligatures and marks or without (Trot͡skiĭ, Trotskii);
- BGN/PCGN (Trotskiy, Yel’tsin, Khrushchëv);
- ISO 9:1995, which is GOST 7.79 system A (Trockij, Hruŝëv, Ûrij); system B except for its x;
- the scholarly system of Slavists (Trockij, Chruščëv): its ch is х if the word has its other signs;
- passports, ICAO Doc 9303 (Trotskii, Iurii, Khrushchev);
- popular English (Trotsky, Yeltsin, czar, Romanoff), and as much of French and German as does not
  contradict it (Joukov, Tchekhov, Jewtuschenko).

Ukrainian and Belarusian letters are read, too; their г stays г, whatever Latin h may be.
"""

import re
from unicodedata import combining, normalize

from anyascii import anyascii
from django.utils.text import slugify

# ALA-LC without its ligatures.
ALA_LC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыьъэё", "abvgdeziĭklmnoprstufyʹʺėë", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
)

# In addresses and file names: without marks, and other Cyrillic letters by their sound. The search
# does not know those.
PLAIN_LATIN = ALA_LC | str.maketrans(
    dict(zip("йэёіїґўѳѵѓјћќәғқңөұүһ", "ieeiigufygjckagknouuh", strict=True))
    | {"ь": "", "ъ": "", "є": "ie", "ѣ": "ie", "ђ": "dj", "ѕ": "dz", "љ": "lj", "њ": "nj"}
    | {"џ": "dz"}
)

# Django's script for slugs would write θ as 8, and would join the numbers that a dash parts.
GREEK_AND_DASHES = {
    sign: anyascii(sign) for sign in map(chr, (*range(0x370, 0x400), *range(0x2010, 0x2016)))
}

# Letters that would become others without their marks.
MARKED = str.maketrans(
    {"č": "ч", "š": "ш", "ž": "ж", "ŝ": "щ", "û": "ю", "â": "я", "ŭ": "в", "ў": "в", "ł": "л"}
)

CYRILLIC = {
    **dict(zip("abcdefghijklmnopqrstuvwyz", "абцдефгхийклмнопкрстуввыз", strict=True)),
    **{glide + "aoue"[at]: "яёюе"[at] for glide in "ijy" for at in range(4)},
    "zh": "ж", "kh": "х", "ch": "ч", "sh": "ш", "ts": "ц", "tz": "ц", "cz": "ц", "ph": "ф",
    "shch": "щ", "shh": "щ", "tsh": "тш", "tshch": "тщ", "x": "кс", "tch": "ч", "chtch": "щ",
    "sch": "ш", "tsch": "ч", "schtsch": "щ", "ou": "у", "iou": "ю", "you": "ю", "jou": "жу",
}  # fmt: skip

LONGEST_FIRST = re.compile("|".join(sorted(CYRILLIC, key=len, reverse=True)))
SCHOLARLY = re.compile("[čšžŝěûâ]|sch|j")
NO_LETTER = re.compile(r"[^\w]|[\d_ʹʺʼ]")


def romanize(text):
    """Writes lower-case Russian letters as ALA-LC does, with marks and without ligatures."""
    return text.translate(ALA_LC)


def to_plain_latin(text):
    """Lower-case text with its Cyrillic letters in plain Latin ones. Other scripts stay."""
    return normalize("NFC", text.lower()).translate(PLAIN_LATIN)


def to_slug(text):
    """The words of any script as one of an address: “Łódź – თბილისი” is “lodz-tbilisi”."""
    return slugify(anyascii(to_plain_latin(text)))


def unaccented(text):
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


def to_cyrillic(word):
    """Reads a word of either alphabet as Cyrillic letters, and leaves out everything else."""
    word = normalize("NFC", word.casefold())
    letters = NO_LETTER.sub("", unaccented(word.translate(MARKED)))
    if SCHOLARLY.search(word):
        letters = re.sub("(?<![st])ch(?!tch)", "kh", letters)
    else:
        letters = re.sub("c(?=[aourlt])", "k", re.sub("ff$", "v", letters))
    return LONGEST_FIRST.sub(lambda match: CYRILLIC[match[0]], letters)
