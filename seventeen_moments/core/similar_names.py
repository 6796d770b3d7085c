"""Names that may be two spellings of one: "Gulag" and "gulags", "Khrushchev" and "Хрущёв"."""

import re
import unicodedata
from collections import defaultdict
from itertools import combinations

LONG = 6  # letters: in a shorter name each of them counts ("Berlin" is long, "Baku" is not)
MOST = 4000  # names: of more, only those are found that are written alike, which is quicker

LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ъ": "", "ь": "", "ю": "iu", "я": "ia", "y": "i", "j": "i", "’": "", "'": "", "ʹ": ""}
)
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\w*\d\w*|[ivxlc]+")  # "1953", "20th", "II": they tell names apart
PLURAL = re.compile(r"(?<=i)es$|(?<=\w{3})s$")
TWICE = re.compile(r"(.)\1+")


def alike(names):
    """Those of the names of which another may be the same."""
    spellings = defaultdict(list)
    for name in names:
        spellings[_folded(name)].append(name)
    near = _near(spellings) if len(spellings) <= MOST else set()
    return {
        name for key, same in spellings.items() if len(same) > 1 or key in near for name in same
    }


def _folded(name):
    """The letters that count, and the numbers."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LATIN))
    words = WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    letters = (PLURAL.sub("", word) for word in words if not NUMBER.fullmatch(word))
    return TWICE.sub(r"\1", "".join(letters)), tuple(filter(NUMBER.fullmatch, words))


def _near(keys):
    """The keys that one letter tells from another. Without its odd letter each equals the other,
    so only those are compared that become equal when they lose one."""
    shorter = defaultdict(set)
    for letters, numbers in keys:
        if len(letters) >= LONG:
            for place in range(len(letters) + 1):
                shorter[letters[:place] + letters[place + 1 :], numbers].add((letters, numbers))
    return {
        key
        for candidates in shorter.values()
        for pair in combinations(candidates, 2)
        if _one_letter_apart(*(letters for letters, _numbers in pair))
        for key in pair
    }


def _one_letter_apart(one, other):
    short, long = sorted([one, other], key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return long[start + 1 :] == short[start + (len(long) == len(short)) :]
