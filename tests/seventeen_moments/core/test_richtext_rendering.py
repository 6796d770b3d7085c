import pytest

from seventeen_moments.core.richtext import clean, render
from tests import work
from tests.seventeen_moments.core.rich_text import note


def test_text_without_notes_is_not_changed():
    html = '<p>a <em>b</em> c</p><ol start="2"><li><p>d<br>e</p></li></ol>'
    assert render(html) == (html, [], "a b c d e")


def test_text_is_without_the_notes():
    assert render(f"<p>a b{note('c d')} e</p><p>f</p>").text == "a b e f"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>camp<em>s</em></p>", "camps"),
        ("<p>a <em>b</em>, c</p>", "a b, c"),
        ("<p>a</p><p>b</p>", "a b"),
        ("<p>a<br>b</p>", "a b"),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "a b c"),
        ("<blockquote>a<p>b</p></blockquote>c", "a b c"),
        ("<p>a\n\n  b&nbsp;c</p>", "a b c"),
    ],
)
def test_words_are_separated_by_blocks_only(html, text):
    assert render(html).text == text


@pytest.mark.parametrize(
    ("css_class", "shown"),
    [
        ("lang-ru", '<span lang="ru">мир</span>'),
        ("lang-ru-Latn", '<span lang="ru-Latn">мир</span>'),
        ("lang-yi", '<span lang="yi" dir="rtl">мир</span>'),
        ("lang-xx", "мир"),
        ("", "мир"),
    ],
)
def test_passage_is_marked_with_its_language(css_class, shown):
    assert render(clean(f"<p>{note('мир', css_class)}</p>")).html == f"<p>{shown}</p>"


def test_link_without_an_address_becomes_text():
    assert render(clean('<p><a href="javascript:x">a</a> b</p>')).html == "<p>a b</p>"


SOURCE = '<a data-source="text-12">'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>the {SOURCE}decree</a></p>", f"<p>the {SOURCE}decree</a></p>"),
        ("<p><a href='/x' data-source='text-12' title='y'>a</a></p>", f"<p>{SOURCE}a</a></p>"),
        (
            f"<p>{SOURCE}the </a><em>{SOURCE}decree</a></em></p>",
            f"<p>{SOURCE}the <em>decree</em></a></p>",
        ),
        (
            f"<p>{SOURCE}the decree</a><a data-source='text-2'>too</a></p>",
            f'<p>{SOURCE}the decree</a><a data-source="text-2">too</a></p>',
        ),
    ],
)
def test_passage_with_a_source_is_one_link(html, shown):
    assert render(clean(html)).html == shown


def test_mark_around_blocks_moves_into_them():
    html = "<strong><p>a</p><p>b</p></strong>"
    assert render(html).html == "<p><strong>a</strong></p><p><strong>b</strong></p>"


def test_deeply_nested_html_is_rendered():
    assert render(clean("<em>" * 5000 + "a")).text == "a"


@pytest.mark.parametrize("part", ["<strong>a", '<span class="lang-ru">a', "<em>a<strong>b"])
def test_memory_grows_linearly_with_nested_marks(part):
    once, fourfold = (work.peak(render, part * number) for number in (250, 1000))
    assert fourfold < 6 * once


def test_mark_within_the_same_mark_is_written_once():
    assert render("<p><em>a<em>b</em>c</em>d</p>").html == "<p><em>abc</em>d</p>"
