import random
from html.parser import HTMLParser

import pytest

from seventeen_moments.core.nesting import DEEPEST, WRITTEN, shallow
from seventeen_moments.core.richtext import clean

DEEP = {
    "marks": "<strong><em>a",
    "spans": '<span class="lang-ru">a',
    "links": '<a href="https://example.org/">a<marquee>',
    "quotations": "<blockquote>a",
    "lists": "<ul><li>a",
    "paragraphs in quotations": "<blockquote><p>a",
    "foreign": "<div>a",
    "in a script": "<script></em></script><em>a",
    "in a comment": "<!-- </em> --><em>a",
    "in a quoted value": '<em title="</em>">a',
    "in an unfinished tag": "<em a</em>a",
    "closed crosswise": "<strong><em>a</strong>",
}


class Depth(HTMLParser):
    def __init__(self):
        super().__init__()
        self.now = self.deepest = 0
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.now += tag != "br"
        self.deepest = max(self.deepest, self.now)

    def handle_endtag(self, tag):
        self.now -= 1

    def handle_data(self, data):
        self.words.append(data)


def read(html):
    depth = Depth()
    depth.feed(html)
    depth.close()
    return depth


@pytest.mark.parametrize("part", DEEP.values(), ids=DEEP)
def test_cleaned_html_is_shallow(part):
    assert read(clean(part * 3000)).deepest <= 2 * DEEPEST


@pytest.mark.parametrize("part", DEEP.values(), ids=DEEP)
def test_input_of_the_parser_grows_linearly(part):
    lengths = [len(clean(part * number)) for number in (1000, 2000)]
    assert lengths[1] < 2.5 * lengths[0]


@pytest.mark.parametrize("part", ["<strong><em>a", "<ul><li>a", "<p><div>a", "<a b='c'>a"])
def test_no_word_is_lost(part):
    assert "".join(read(clean(part * 500)).words) == "a" * 500


def test_html_of_the_editor_is_not_changed():
    html = "<blockquote><p>a <strong><em>b</em></strong><br>c</p></blockquote><p>1 &lt; 2</p>"
    assert shallow(html * 500) == html * 500


def test_unclosed_marks_end_with_their_block():
    html = "<p><strong>a</p><p>b</p>" * 100
    assert clean(html) == "<p><strong>a</strong></p><p>b</p>" * 100


def test_unclosed_paragraph_ends_at_the_next():
    assert clean("<p>a" * 100) == "<p>a</p>" * 100


def test_too_deep_marks_are_dropped_with_their_end_tags():
    html = f"<p>{'<em>' * 60}a{'</em>' * 60} <strong>b</strong></p>"
    depth = DEEPEST - 1
    assert clean(html) == f"<p>{'<em>' * depth}a{'</em>' * depth} <strong>b</strong></p>"


def test_scripts_and_comments_in_deep_html_are_dropped():
    html = "<script>alert(1)</script><!-- secret --><style>p {}</style><p>" + "<em>a" * 60
    assert "".join(read(clean(html)).words) == "a" * 60


def test_cleaning_deep_html_is_idempotent():
    chance = random.Random(17)  # noqa: S311
    parts = [*(f"<{name}>" for name in WRITTEN), *(f"</{name}>" for name in WRITTEN), "a", "<b>"]
    for _ in range(200):
        cleaned = clean("".join(chance.choices(parts, k=300)))
        assert clean(cleaned) == cleaned
