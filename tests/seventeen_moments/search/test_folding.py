import pytest

from seventeen_moments.search.folding import fold, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Амнистия", "амнистия"),
        ("Ёлка", "елка"),
        ("йод", "иод"),
        ("Zoë", "zoe"),
        ("ZOE\u0308", "zoe"),
        ("Łódź", "lodz"),
        ("Ørsted æther œuvre", "orsted aether oeuvre"),
        ("Straße STRASSE", "strasse strasse"),
        ("İstanbul ısı", "istanbul isi"),
        ("ﬁlm Ⅻ", "film xii"),
        ("Tverʹ obʺiavlenie", "tver obiavlenie"),
    ],
)
def test_case_accents_and_marks_are_removed(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("On Amnesty, 1953!", ["on", "amnesty", "1953"]),
        ("Stalin’s Stalin's", ["stalin", "stalin"]),
        ("s'ezd sʺezd", ["sezd", "sezd"]),
        ("l’amnistie O’Brien", ["l", "amnistie", "o", "brien"]),
        ("anti-Soviet snake_case", ["anti", "soviet", "snake", "case"]),
        ("昭和十年", ["昭", "和", "十", "年"]),
        ("\ud800 \0 😀 ''' ---", []),
        ("a" * 100, ["a" * 64]),
    ],
)
def test_words_are_runs_of_letters_and_digits(written, found):
    assert words(written) == found


def test_very_many_apostrophes_are_handled():
    assert words("l'" * 5000 + "pain") == ["l"] * 5000 + ["pain"]
