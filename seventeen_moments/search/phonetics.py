"""How a Slavic word sounds, whichever alphabet and system it is written in: Троцкий, Trotskii,
Trotsky and Trockij have one sound.

Latin letters are read back into Cyrillic ones as these systems write them:

- ALA-LC, with its ligatures and marks or without (Trot͡skiĭ, Trotskii);
- BGN/PCGN (Trotskiy, Yel’tsin, Khrushchëv);
- ISO 9:1995, which is GOST 7.79 system A (Trockij, Hruŝëv, Ûrij); system B but for its x;
- the scholarly one of Slavists (Trockij, Chruščëv): its ch is х beside its other signs alone;
- passports, ICAO Doc 9303 (Trotskii, Iurii, Khrushchev);
- popular English (Trotsky, Yeltsin, czar, Romanoff), and of French and German what does not
  contradict it (Joukov, Tchekhov, Jewtuschenko).

Ukrainian and Belarusian letters are read, too; their г stays г, whatever Latin h may be.
What these systems confuse is one letter then: е, ё and э; и, й, і and ы; я and ия.
"""

import re
from unicodedata import combining, normalize

# These letters would lose with their marks what they are.
MARKED = str.maketrans(
    {"č": "ч", "š": "ш", "ž": "ж", "ŝ": "щ", "û": "ю", "â": "я", "ŭ": "в", "ў": "в", "ł": "л"}
)

LATIN = {
    **dict(zip("abcdefghijklmnopqrstuvwyz", "абцдефгхийклмнопкрстуввыз", strict=True)),
    **{glide + "aoue"[at]: "яёюе"[at] for glide in "ijy" for at in range(4)},
    "zh": "ж", "kh": "х", "ch": "ч", "sh": "ш", "ts": "ц", "tz": "ц", "cz": "ц", "ph": "ф",
    "shch": "щ", "shh": "щ", "tsh": "тш", "tshch": "тщ", "x": "кс", "tch": "ч", "chtch": "щ",
    "sch": "ш", "tsch": "ч", "schtsch": "щ", "ou": "у", "iou": "ю", "you": "ю", "jou": "жу",
}  # fmt: skip

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

_LONGEST_FIRST = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
_SCHOLARLY = re.compile("[čšžŝěûâ]|sch|j")
_NO_LETTER = re.compile(r"[^\w]|[\d_ʹʺʼ]")


def sound(word):
    """Alike for all spellings of a word; nothing for what has no letters."""
    written = normalize("NFC", word.casefold())
    scholarly = _SCHOLARLY.search(written)
    bare = normalize("NFKD", written.translate(MARKED))
    letters = _NO_LETTER.sub("", "".join(mark for mark in bare if not combining(mark)))
    read = _LONGEST_FIRST.sub(lambda found: LATIN[found[0]], _settled(letters, scholarly))
    for many, one in ALIKE:
        read = many.sub(one, read)
    return read


def _settled(letters, scholarly):
    """With its own letters where their place or the system says which they are."""
    if scholarly:
        return re.sub("(?<![st])ch(?!tch)", "kh", letters)
    return re.sub("c(?=[aourlt])", "k", re.sub("ff$", "v", letters))
