"""Words that look alike: the letters of other alphabets that are written for the usual ones.

The look-alikes are Unicode's confusables (UTS 39), from homoglyphs_fork. Its own functions list all
combinations of letters, which are too many for a comment.
"""

import json
import re
from functools import cache, lru_cache
from importlib import resources
from unicodedata import category, combining, name, normalize

WORD = re.compile(r"[^\W_]+")
# Whatever shows nothing (Default_Ignorable_Code_Point) beyond the category Cf.
FILLERS = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
UNSEEN = {"Cc", "Cf", "Cs"}
# Marks without which a letter is another one: nukta, kana voicing, virama. Vowel signs have 0.
OF_THE_LETTER = {0, 7, 8, 9}
FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+")
# Letters that Unicode does not decompose: ɢ, 🅖, 🇬.
NAMED = re.compile(r"(?:LATIN LETTER SMALL CAPITAL|NEGATIVE .* LETTER|REGIONAL .* LETTER) ([A-Z])")
MOST_MARKS = 30  # on a letter
DIRECTION = "\u200e"  # is around letters that are written from right to left
STROKE = "1"  # for I, 1 and whatever else may be an i or an l
BETWEEN_CAPITALS = re.compile("(?<=[A-Z])l|l(?=[A-Z])")


def bare(text, *, accents=False):
    """Leaves out what shows nothing, and marks on letters.

    With `accents`, only those that Unicode does not compose with their letter.
    """
    text = FLAGS.sub(lambda flags: f" {_letters(flags[0])} ", _with_few_marks(text))
    text = normalize("NFKC", text)
    text = "".join(
        sign
        for sign in FILLERS.sub("", text)
        if sign in "\t\n\v\f\r" or category(sign) not in UNSEEN
    )
    text = normalize("NFC" if accents else "NFKD", text)
    return normalize("NFC", _letters("".join(filter(_is_part_of_a_word, text))))


def _with_few_marks(text):
    """In no language has a letter more than 30 (UAX 15, 13); sorting them takes quadratic time."""
    if text.isascii():
        return text
    signs, marks = [], 0
    for sign in text:
        marks = marks + 1 if combining(sign) else 0
        if marks <= MOST_MARKS:
            signs.append(sign)
    return "".join(signs)


def skeleton(text, scripts=frozenset({"LATIN"})):
    """Writes the letters of a bare text as the Latin ones that they look like, in lower case.

    Texts that look the same have the same skeleton. But a word in a script other than these is
    itself if the text is written in that script: Russian “сор” is not “cop”, unless it is the only
    Russian word. It is in capitals then, as no skeleton is.
    """
    words = WORD.findall(text)
    written = {script_of(word) for word in words if not is_ambiguous(word)}
    kept = written - scripts - {None}

    def folded(match):
        word, script = match[0], script_of(match[0])
        if script in kept:
            return word.upper()
        # Of Ν and ν only one looks like N. In Latin words, I and l differ.
        is_own = script in scripts and script != "LATIN"
        return _skeleton(word.lower() if is_own else word).lower()

    return WORD.sub(folded, text)


def scripts_of(text):
    """The first words of the letters' names, as Python knows no scripts: LATIN, CYRILLIC."""
    return frozenset(name(sign, "").split(" ")[0] for sign in text if sign.isalpha())


@lru_cache(maxsize=4096)
def script_of(word):
    """The one script of the word, or None."""
    scripts = scripts_of(word)
    return next(iter(scripts)) if len(scripts) == 1 else None


@lru_cache(maxsize=4096)
def is_ambiguous(word):
    """Whether the letters could be of another alphabet, too."""
    if script_of(word) == "LATIN":
        return set(word.casefold()) <= _latin_lookalikes()
    return _skeleton(word).isascii()


@lru_cache(maxsize=4096)
def _skeleton(word):
    if not any(map(str.isalpha, word)):
        return word
    return "".join(map(_latin, BETWEEN_CAPITALS.sub(STROKE, word)))


@lru_cache(maxsize=4096)
def _latin(sign):
    """The Latin letter that the sign looks like, as it is or as a capital.

    Else the sign that it looks like; 3 like a Russian letter.
    """
    if sign == "I":
        return STROKE
    if sign == "3":
        return _latin("з")
    is_accented = normalize("NFD", sign) != sign  # whose accent counts, or bare() had removed it
    if is_accented or (sign.isascii() and sign not in "01"):
        return sign
    # в looks like no letter, but В does; of ß the capital is two.
    for form in (sign, sign.swapcase()) if len(sign.upper()) == 1 else (sign,):
        like = _letters(normalize("NFKD", _prototypes().get(form, form)))
        like = "".join(filter(_is_part_of_a_word, like))
        if like.isascii() and like.isalpha():
            return STROKE if like == "l" else like
    like = _prototypes().get(sign.lower(), sign)  # п looks like π
    return like if len(like) == 1 else sign


@cache
def _latin_lookalikes():
    """Of Russian letters."""
    return {_latin(chr(code)).casefold() for code in range(ord("а"), ord("я") + 1)}


@cache
def _prototypes():
    """What each confusable is written as: `{"а": "a"}`."""
    file = resources.files("homoglyphs_fork") / "confusables.json"
    alike = json.loads(file.read_text(encoding="utf-8"))
    # A prototype lists all that look like it, and these list the prototype. In a pair both do.
    return {
        sign.strip(DIRECTION): "m" if first == "rn" else first
        for sign, (first, *others) in alike.items()
        if not others and (len(alike[first]) > 1 or first < sign)
    }


def _is_part_of_a_word(sign):
    kind = category(sign)
    return kind[0] != "M" or (kind != "Me" and combining(sign) in OF_THE_LETTER)


def _letters(text):
    return text if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(sign):
    match = NAMED.fullmatch(name(sign, ""))
    if match or sign.isascii() or sign.isalnum():
        return match[1] if match else sign
    like = _prototypes().get(sign, "")  # a sign for a letter: × for x
    return like if like.isascii() and like.isalpha() else sign
