"""A blocked word is found in each disguise, and nothing else is taken for one."""

import unicodedata

import pytest

from essays.discussion.blocked_words import has_blocked_word
from seventeen_moments.core.lookalikes import _with_few_marks, bare
from tests.work import calls


def upper_by_name(prefix, word):
    return "".join(unicodedata.lookup(f"{prefix} {letter}") for letter in word.upper())


DISGUISES = [
    "A CHEAP VIAGRA TALE",
    # Invisible: ZWNJ, ZWJ, ZWSP, soft hyphen, CGJ, word joiner, BOM, Hangul filler, variation
    # selectors, tags, marks of direction, vowel separator, C0 and C1
    *(
        f"cheap via{sign}gra"
        for sign in "\u200c\u200d\u200b\u00ad\u034f\u2060\ufeff\u3164\ufe0f\U000e0100\U000e0061"
        "\u200e\u202e\u2067\u180e\u115f\uffa0\x01"
    ),
    # Marks: struck through, accents, enclosing
    "cheap v\u0336i\u0336a\u0336g\u0336r\u0336a\u0336",
    "viágra",
    "vïàgrå",
    "v\u20dei\u20dea\u20degra",
    "ѵіаgrа",
    # Cyrillic, Greek, Armenian, Cherokee, Latin extensions
    "cheap vi\u0430gra",
    "νιagra",
    "vıaցra",
    "viagrᴀ",
    "ꮩiagra",
    "ᏙᎥagra",
    "VIAGRА",
    "ViАgRa",
    # Compatibility forms
    "ｖｉａｇｒａ",
    "ᵛⁱᵃᵍʳᵃ",
    "ⓥⓘⓐⓖⓡⓐ",
    "𝐯𝒊𝖆𝗴𝚛𝕒",
    *(
        upper_by_name(prefix, "viagra")
        for prefix in [
            "CIRCLED LATIN CAPITAL LETTER",
            "NEGATIVE CIRCLED LATIN CAPITAL LETTER",
            "NEGATIVE SQUARED LATIN CAPITAL LETTER",
            "SQUARED LATIN CAPITAL LETTER",
            "REGIONAL INDICATOR SYMBOL LETTER",
        ]
    ),
    "ᴠɪᴀɢʀᴀ",
    # Digits that Unicode calls confusable
    "v1agra",
    "VlAGRA",
    "vIagra",
    # Something between the letters
    "v.i.a.g.r.a",
    "buy v i a g r a now",
    "buy a v i a g r a",
    "v-i-a-g-r-a",
    "v_i_a_g_r_a",
    "v · i · a · g · r · a",
    "v\u2800i\u2800a\u2800g\u2800r\u2800a",
    "v\ni\na\ng\nr\na",
    # Around it
    "buy_viagra_now",
    "https://viagra.example/",
    "https://cheap-viagra.example",
    "viagra@example.org",
    "«viagra»",
    "via&#103;ra",
    "via&shy;gra",
    f"http://xn--{'viаgra'.encode('punycode').decode()}.example",
]


@pytest.mark.parametrize("text", DISGUISES, ids=ascii)
def test_disguised_word_is_found(text):
    assert has_blocked_word(text, "casino\nviagra")


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("это спaм", "спам"),  # a Latin letter
        ("это c\u0336пам", "спам"),
        ("cyka", "сука"),
        ("СПАM", "спам"),
        ("купить\nспaм", "купить спам"),
        ("buy\r\n  nоw", "buy now"),
        ("Buy.Now", "buy now"),
        ("buy-followers, now", "buy followers now"),
        ("купить «диплом»", "купить диплом"),
        ("ка3ино", "казино"),
        ("KA3ИНO", "казино"),
        ("сπам", "спам"),
        ("казᴎно", "казино"),
        ("казино24", "казино"),
        ("buy 100viagra", "viagra"),
        ("vulkan24", "vulkan24"),
        ("Loans and lОАNS", "loans"),
        ("l0an", "loan"),
        ("LOTTERY", "lottery"),
        ("Iottery", "lottery"),
        ("CASlNO", "casino"),
        ("cаsinо", "casino"),
        ("buy ѕех here", "sex"),  # the only Cyrillic word
        ("GROẞ, GROSS", "groß"),
        ("ΚΑΖΊΝΟΣ", "καζίνος"),
        ("ca×sino", "caxsino"),
        ("KAZİNO", "kazino"),
        ("pørn", "porn"),
        ("ﬂoat", "float"),
        ("ca\u200csino ca\u200csino", "ca\u00adsino"),  # in the list, too
        ("v1agra", "v1agra"),
        ("chó\u0336", "chó"),
        ("s.e.x", "sex"),
        ("c++ (x)", "C++"),
        ("می‌خواهم", "می‌خواهم"),
    ],
    ids=ascii,
)
def test_word_of_the_list_is_found(text, blocked):
    assert has_blocked_word(text, blocked)


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("Scunthorpe casinos", "cunt\ncasino"),  # whole words
        ("выносить сор из избы", "cop"),  # Russian among Russian
        ("сорок лет, сор, рот", "cop\npot"),
        ("The cop, a friend of mine", "сор"),
        ("the mall, e-mail", "mall-order\nfall"),
        ("a mall", "mail"),
        ("MALL and TALL", "mail\ntail"),
        ("100 000", "loo\nooo"),
        ("vi@gra, v!agra, s3x, ca$ino", "viagra\nsex\ncasino"),  # other signs for letters
        ("cho", "chó"),  # the accents of a listed word count
        ("कुल", "कल"),  # vowel signs are letters
        ("がき", "かき"),
        ("U. S. S. R.", "uss"),
        ("plan b c", "planb"),
        ("A casi no", "casino"),
        ("Ελλάδα και ο Ρ", "p"),
        ("🇸🇪 🇽🇰", "sex"),
        ("casi|no", "casino"),
        ("buy it now", "buy now"),
        ("MALI, MALI1", "mal"),
        ("3 года, Т-34, Т34", "з\nт34а"),
        ("Ich aß Brot", "ass"),
        ("", "casino"),
    ],
    ids=ascii,
)
def test_other_words_are_not_taken_for_blocked_ones(text, blocked):
    assert not has_blocked_word(text, blocked)


def test_work_is_linear_in_the_text():
    half, whole = (calls(has_blocked_word, "аbс d e f " * n, "casino\nсор") for n in (300, 600))
    assert whole < 2.2 * half


def test_work_is_linear_in_the_marks_on_a_letter():
    assert len(bare("a" + "\u0301\u0323" * 10_000)) == 1
    assert len(_with_few_marks("a" + "\u0301\u0323" * 10_000)) == 31
