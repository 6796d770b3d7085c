import pytest

from essays.discussion import plain_text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I was there.", "I was there."),
        ("One.\r\n\r\nTwo.\rThree.", "One.\n\nTwo.\nThree."),
        ("bell\a, escape\x1b[31m", "bell, escape[31m"),
        (
            "One\vtwo\u2028three\x85four.\u2029Five.\fSix.",
            "One\ntwo\nthree\nfour.\n\nFive.\n\nSix.",
        ),
        ("\u202egnol os\u202c", "gnol os"),
        ("\u2067شالوم\u2069", "شالوم"),
        ("cas\u200bi\u00adno", "casino"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("tiếng Việt, ё", "tiếng Việt, ё"),
        ("\u200e14\u200f", "\u200e14\u200f"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        (" \n \u200b ", ""),
    ],
)
def test_unwanted_characters_are_removed(text, left):
    assert plain_text.cleaned(text) == left


def test_letter_keeps_at_most_four_marks():
    assert plain_text.cleaned("x" + "\u0338" * 40 + "y") == "x" + "\u0338" * 4 + "y"


@pytest.mark.parametrize(
    "blank",
    [
        "\u3164",  # Hangul filler
        "\uffa0 \u115f\u1160",
        "\u2800\u2800",  # braille
        "\ufe0f\u034f\U000e0101",  # variation selectors
        "\U000e0041\U000e007f\U000e0fff",  # tags
        "\u200d\u200e\u061c\u180e\u2065",
        "\u0301\u0301",
        "\u20dd\u093e",
        "\xa0\u3000\u2003",
        "\ufffc",
        "\U0001d159",
        "\U0001d173",
        "\U00013441",
    ],
)
def test_nothing_is_left_of_a_text_that_looks_blank(blank):
    assert (plain_text.cleaned(blank), plain_text.cleaned_line(f" {blank}\n")) == ("", "")


@pytest.mark.parametrize("text", ["?", "👍", "❤\ufe0f", "¨", "ㄱ", "⠃", "क्", "\U0003347a"])
def test_shortest_texts_are_left(text):
    assert plain_text.cleaned(text) == text


def test_name_is_one_line():
    assert plain_text.cleaned_line(" Anna\n\tPetrova\u202e ") == "Anna Petrova"


@pytest.mark.parametrize(
    ("text", "number"),
    [("None.", 0), ("http://a.org HTTPS://b.org www.c.org", 3), ("<a href=https://x>x</a>", 1)],
)
def test_links_are_counted(text, number):
    assert plain_text.count_links(text) == number


def test_address_becomes_a_link_with_nofollow():
    assert plain_text.render("See (https://example.org/a?b=1&c=2).") == (
        '<p>See (<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
        "https://example.org/a?b=1&amp;c=2</a>).</p>"
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://x.org/a.", "http://x.org/a"),
        ("“http://x.org/a?!”", "http://x.org/a"),
        ("(http://x.org/a_(b)).", "http://x.org/a_(b)"),
        ("HTTP://X.org", "HTTP://X.org"),
        ("https://хлеб.рф/год", "https://хлеб.рф/год"),
    ],
)
def test_punctuation_around_an_address_stays_outside(text, address):
    link = f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>'
    assert plain_text.render(text) == f"<p>{text.replace(address, link)}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("http://", "<p>http://</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("anna@example.org", "<p>anna@example.org</p>"),
        ("data:text/html,x", "<p>data:text/html,x</p>"),
        ("example.org", "<p>example.org</p>"),
        (
            'http://x"onclick=y',
            '<p><a href="http://x" rel="nofollow ugc noopener">http://x</a>&quot;onclick=y</p>',
        ),
    ],
)
def test_other_text_becomes_no_link(text, html):
    assert plain_text.render(text) == html


@pytest.mark.parametrize(
    ("text", "is_long"),
    [("x" * 1500, False), ("x" * 1501, True), ("x\n" * 24, False), ("x\n" * 27, True), ("", False)],
)
def test_comment_is_long_by_its_characters_or_its_lines(text, is_long):
    assert plain_text.is_long(plain_text.render(text)) is is_long


def test_markup_of_links_makes_no_comment_long():
    assert not plain_text.is_long(plain_text.render(f"https://example.org/{'a' * 150} " * 8))
