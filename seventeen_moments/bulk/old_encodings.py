"""Guesses the encoding of words that are not Unicode.

Written by hand: of 44 tables in such encodings charset-normalizer read 20 wrongly, because it
always answers. This rather leaves a table unread than reads it wrongly: the best reading must be
clearly more likely than every other. Each letter counts by how common it is in one language of the
encoding, and what words never have counts against it: a capital after a small letter, two alphabets
in one word.
"""

import re
from collections import Counter
from itertools import islice, pairwise

from .east_asian_encodings import guess_east_asian

# The letters of each language, the most frequent first.
LANGUAGES = {
    "CYRILLIC": [
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ",
        "оаниівтрескдлупмязбьгчйхжшцюїєщфґ",
        "аоеінтрсвклмдпуяыьгзбчйхжшюцўэфё",
        "аоиенрсјтувкдмпљзгбцчшњжћђхџф",
        "аоиетнрсвкдлпмујбзгчшцжњќфѓхџљѕ",
    ],
    "GREEK": ["αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώϊϋΐΰ"],
    "HEBREW": ["יוהלאמרתבשנדעחפקכםגטסזצןךףץ"],
    "ARABIC": ["المينرتوبعدسفهكقحجشطصخةىضذثغئءزأإظؤآپچژگ"],
    "THAI": ["านรกอเงมยลวดทตสคบ่้ปหขพจชแซไผถะัิีึืุูโใธศณภษญฐฉฟฎ็ำ์ๆฤฆฏฬ"],
    "LATIN": [
        "éèàêçôâîùûïëœæ",
        "üäößé",
        "óíáéñúü",
        "ãçéáóêíõâúàôü",
        "àèùòéì",
        "åäöøæéü",
        "áíðéóúýþæö",
        "ąłęóśżćńź",
        "íáéěřžčšýůúťďňóäľôĺŕ",
        "éáóőöüíűú",
        "ăîşţâțșșé",
        "ıüşöğçâîû",
        "šžčćđ",
        "āīēšūņļķģžč",
        "ėšžųįčąęū",
        "õäüöšž",
    ],
}
CODE_PAGES = {
    "CYRILLIC": ["cp1251", "koi8-u", "koi8-r", "mac-cyrillic", "cp866", "iso8859-5"],
    "GREEK": ["cp1253", "cp737", "mac-greek"],
    "HEBREW": ["cp1255", "cp862"],
    "ARABIC": ["cp1256", "cp720"],
    "THAI": ["cp874"],
    "LATIN": [
        *("cp1252", "cp1250", "cp1254", "mac-roman", "cp437", "cp850", "cp852", "cp1257"),
        *("iso8859-2", "iso8859-15", "mac-latin2", "cp857"),
    ],
}
OTHER_MARKS = "«»“”„‘’–—…№°§\u00a0ºª¿¡·©®"
MOST_WORDS = 5000
SHORTEST_THAI = 4  # characters without spaces
LEAST = 0.45  # of the likelihood of a common text
MARGIN = 0.01  # to the next reading
RARER = 0.02  # for each encoding that is more usual, of six at most
UNBROKEN = re.compile(r"[^\s,;|]*[^\x00-\x7f][^\s,;|]*")
SIGN_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\x00-\x7f’—–…\u00a0](?=[^\W\d_])")
ACCENTED_PAIR = re.compile(r"(?=[^\W\d_a-zA-Z]{2})")
LONE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_a-zA-Z](?![^\W\d_])")
LONE = 0.5  # less for one that may be a dash of another encoding
THAI_SIGN = re.compile(
    "(?<![ก-ฮ\u0e31-\u0e4e])[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]"
)  # without a letter
TWO_ALPHABETS = re.compile(r"(?=[a-zA-Z][^\W\d_a-zA-Z]|[^\W\d_a-zA-Z][a-zA-Z])")


def guess(raw, margin=MARGIN):
    """The most likely encoding of the bytes, None if none is clearly likely."""
    readings = {}  # by words: likelihood and encoding
    for alphabet, pages in CODE_PAGES.items():
        for place, page in enumerate(pages):
            if (words := decoded(raw, page)) is not None:
                found = likelihood(words, alphabet) - RARER * min(place, 6), page
                readings[words] = max(found, readings.get(words, found))
    ranked = sorted(readings.values(), reverse=True)
    (best, page), (next_best, _page), *_others = [*ranked, (0, None), (0, None)]
    if east_asian := guess_east_asian(raw):
        return east_asian if best < LEAST else None
    return page if best >= LEAST and best >= next_best + margin else None


def decoded(raw, encoding):
    """None if the bytes cannot have this encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def likelihood(words, alphabet):
    """From 1 for the most common letters down; below 0 for what no language writes."""
    words = list(islice(UNBROKEN.findall(words), MOST_WORDS))
    small = "".join(words).replace("İ", "ı").lower()  # İ would become two characters
    foreign = [sign for sign in small if not sign.isascii()]
    faults = sum(_faults(word, alphabet) for word in words)
    known = set("".join(LANGUAGES[alphabet]))
    counts = Counter(foreign)
    return max(
        (sum(_common(sign, letters, known) * n for sign, n in counts.items()) - faults)
        / max(1, len(foreign))
        for letters in LANGUAGES[alphabet]
    )


def _faults(word, alphabet):
    if alphabet == "THAI":
        is_short = len(word) < SHORTEST_THAI
        return 3 * (is_short + len(THAI_SIGN.findall(word)) + len(TWO_ALPHABETS.findall(word)))
    faults = 3 * len(SIGN_INSIDE.findall(word)) + LONE * len(LONE_LETTER.findall(word))
    faults += 3 * sum(one.islower() and two.isupper() for one, two in pairwise(word))
    if alphabet == "LATIN":  # accented letters are the fewest in a word, and seldom side by side
        return faults + 0.5 * len(ACCENTED_PAIR.findall(word))
    return faults + 3 * len(TWO_ALPHABETS.findall(word))


def _common(sign, letters, known):
    """Letters of another language count less: most words of a table are in one."""
    if (place := letters.find(sign)) >= 0:
        return 1 - place / 50
    if sign in known:
        return 0.1
    return 0.6 if sign in OTHER_MARKS else -2
