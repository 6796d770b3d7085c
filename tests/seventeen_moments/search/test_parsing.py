import pytest

from seventeen_moments.search.parsing import Query, Term, parse


def prefix(*words):
    return Term(words, is_prefix=True)


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("Decree amnesty", (Term(("decree",)), prefix("amnesty"))),
        ('"on amnesty"', (Term(("on", "amnesty")),)),
        ("«Об амнистии» указ", (Term(("об", "амнистии")), prefix("указ"))),
        ('указ "об амнистии', (prefix("указ")._replace(is_prefix=False), Term(("об", "амнистии")))),
        (
            "anti-Soviet",
            (prefix("anti", "soviet")._replace(alternatives=(("antisoviet",),)),),
        ),
        ("5 мая 1945", (Term(("5", "мая", "1945"), True, (("19450505",),), is_spaced=True),)),
        ("U.S.", (Term(("u", "s")),)),
        ('"on 84,512"', (Term(("on", "84", "512")),)),
        ("a b", (Term(("a",)), Term(("b",)))),
        ('צה"ל', (prefix("צהל"),)),
        ('" "', ()),
        ("* ( ) NEAR(", (prefix("near"),)),
        (
            "a AND b* OR title:cc",
            (*map(Term, [("a",), ("and",), ("b",), ("or",)]), prefix("title", "cc")),
        ),
    ],
)
def test_words_and_phrases_are_terms(asked, terms):
    assert parse(asked).terms == terms


def test_minus_excludes_words_and_phrases():
    query = parse('amnesty -decree −"on the law" x–y')
    assert query.excluded == (Term(("decree",)), Term(("on", "the", "law")))


def test_last_word_after_a_minus_is_whole():
    assert parse("law -amn") == Query((Term(("law",)),), (Term(("amn",)),))


def test_words_after_the_twelfth_are_left_out():
    query = parse(" ".join(f"word{number}" for number in range(5000)))
    assert (len(query.terms), query.is_shortened) == (12, True)


def test_phrase_is_cut_at_the_twelfth_word():
    (phrase,) = parse(f'"{"long " * 20}"').terms
    assert phrase == Term(("long",) * 12)


def test_text_without_words_is_an_empty_query():
    assert not parse('"" - * 😀 \ud800')
