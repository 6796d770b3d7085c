import pytest

from seventeen_moments.versions.worddiff import html_to_text, word_diff
from tests.work import lines


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Home", "Home", [("same", "Home")]),
        ("", "Home", [("added", "Home")]),
        ("Home", "", [("removed", "Home")]),
        (
            "They returned home.",
            "They all returned home.",
            [("same", "They "), ("added", "all "), ("same", "returned home.")],
        ),
        (
            "They went to Vorkuta.",
            "They went to Moscow.",
            [
                ("same", "They went to "),
                ("removed", "Vorkuta"),
                ("added", "Moscow"),
                ("same", "."),
            ],
        ),
        (
            "Хлеб и соль",
            "Хлеб без соли",
            [("same", "Хлеб "), ("removed", "и соль"), ("added", "без соли")],
        ),
        (
            "one  two",
            "one two",
            [("same", "one"), ("removed", "  "), ("added", " "), ("same", "two")],
        ),
        (
            "a b c d e.",
            "c d a b e.",
            [("removed", "a b "), ("same", "c d "), ("added", "a b "), ("same", "e.")],
        ),
    ],
)
def test_texts_are_compared_word_by_word(before, after, pieces):
    assert word_diff(before, after) == pieces


def sentence(number):
    return f"On day {number} the train {number * 7} stood at kilometre {number % 13}. "


def test_both_texts_can_be_read_from_the_pieces():
    before = "".join(map(sentence, range(300)))
    after = "".join(map(sentence, [*range(50), *range(90, 260), *range(20)])).replace("day", "May")
    pieces = word_diff(before, after)
    assert "".join(text for op, text in pieces if op != "removed") == after
    assert "".join(text for op, text in pieces if op != "added") == before


@pytest.mark.parametrize(
    "texts",
    [
        lambda n: ("".join(map(sentence, range(n))), "".join(map(sentence, range(n, 2 * n)))),
        lambda n: ("".join(map(sentence, range(n))), "".join(map(sentence, range(1, n)))),
        lambda n: ("a " * n, "a " * n + "b"),
        lambda n: ("a b " * n, "b a a " * n),
        lambda n: ("a" * n, "b" * n),
        lambda n: ("." * n, "," * n),
        lambda n: (" ".join(map(str, range(n))), " ".join(map(str, range(n, 0, -1)))),
    ],
)
def test_work_grows_linearly_with_the_texts(texts):
    work = lines(word_diff, *texts(1_000))
    assert lines(word_diff, *texts(4_000)) < 5 * work


TABLE = (
    '<table><caption>By 1954</caption><thead><tr><th scope="col">Camp</th>'
    '<th scope="col">Out</th></tr></thead>'
    "<tbody><tr><td>North</td><td>1<br>2</td></tr></tbody></table>"
)


def test_change_in_a_cell_is_shown_in_that_cell():
    before, after = html_to_text(TABLE), html_to_text(TABLE.replace("<br>2", "<br>3"))
    pieces = word_diff(before, after)
    assert [piece for piece in pieces if piece[0] != "same"] == [("removed", "2"), ("added", "3")]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<h2>Home</h2><h3>Again</h3>", "## Home\n### Again"),
        ("<p>the <em>thick</em> <strong>journals</strong></p>", "the *thick* **journals**"),
        ("<blockquote><p>He said</p></blockquote>", "> He said"),
        ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "• One\n• Two"),
        ('<ol start="3"><li><p>One</p></li><li><p>Two</p></li></ol>', "3. One\n4. Two"),
        ('<p><a href="https://a.org/">see</a></p>', "see [→ https://a.org/]"),
        ('<p><span class="lang-ru">хлеб</span></p>', "хлеб [Russian]"),
        ('<p>Bread<span class="footnote">Pravda</span></p>', "Bread [Footnote: Pravda]"),
        (
            '<p>Bread<span class="footnote">in <span class="lang-ru">Правда</span></span></p>',
            "Bread [Footnote: in Правда [Russian]]",
        ),
        ('<p><span class="footnote lang-de">Brot</span></p>', "[Footnote: Brot [German]]"),
        (f"<p>a</p>{TABLE}<p>b</p>", "a\nBy 1954\n**Camp** | **Out**\nNorth | 1 / 2\nb"),
        ("<table><tr><th><p></p></th><td></td><td>a</td></tr></table>", "| | a"),
        (
            "<table><tr><th><p>a</p></th><td><p>b</p><p>c</p></td></tr></table><p>d</p>",
            "**a** | b / c\nd",
        ),
        (
            '<figure data-source="image-12"><figcaption>Gate</figcaption></figure><p>a</p>',
            "[Picture: Gate]\na",
        ),
        ('<figure data-source="image-12"></figure>', "[Picture: image-12]"),
        ("</figure><figcaption>Gate</figcaption>", "Gate"),
    ],
)
def test_rich_text_becomes_plain_text(html, words):
    assert html_to_text(html) == words


@pytest.mark.parametrize("start", ["x", "", "²", "9" * 5000])
def test_list_with_an_invalid_start_begins_with_one(start):
    assert html_to_text(f'<ol start="{start}"><li><p>One</p></li></ol>') == "1. One"


def test_unmatched_closing_tags_are_ignored():
    assert html_to_text("<p>One</strong></ul></p>") == "One"


def test_html_that_was_never_cleaned_is_read_without_its_comments():
    # Python's parser takes quadratic time on comments that never end.
    assert html_to_text("<p>One</p>" + "<!--" * 4_000) == "One"
