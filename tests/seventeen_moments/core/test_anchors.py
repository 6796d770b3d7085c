import random
import re

import pytest

from seventeen_moments.core.anchors import anchored, number_rows, paragraphs, with_actions
from tests import work

AMNESTY = "<p>The amnesty of March released more than a million.</p>"
BERIA = "<p>The arrest of Beria spawned rumours of further amnesties.</p>"
RETURN = "<p>Released prisoners were never fully integrated.</p>"


def numbers(html):
    return [int(number) for number in re.findall(r'<p id="p(\d+)">', html)]


def after(edit, *earlier):
    """The numbers of the paragraphs after these versions of the text."""
    html, last = "", 0
    for text in [*earlier, edit]:
        html, last = anchored(text, html, last)
    return numbers(html)


def test_paragraphs_are_numbered_from_one():
    assert after(AMNESTY + BERIA) == [1, 2]


def test_pin_links_its_paragraph_and_shows_its_position():
    assert anchored("<p>One.</p>") == (
        '<p id="p1">One. <a class="pin" href="#p1">¶ 1</a></p>',
        1,
    )


def test_paragraph_keeps_its_number_after_an_insertion():
    assert after(RETURN + AMNESTY + BERIA, AMNESTY + BERIA) == [3, 1, 2]


def test_paragraph_keeps_its_number_when_it_moves():
    assert after(RETURN + BERIA + AMNESTY, AMNESTY + BERIA + RETURN) == [3, 2, 1]


def test_paragraph_keeps_its_number_while_half_of_its_words_stay():
    edited = AMNESTY.replace("more than a million", "<em>1.5 million</em> prisoners in all")
    assert after(edited + BERIA, AMNESTY + BERIA) == [1, 2]


def test_paragraph_with_other_words_gets_a_new_number():
    assert after(RETURN + BERIA, AMNESTY + BERIA) == [3, 2]


def test_number_of_a_deleted_paragraph_is_not_reused():
    assert after(AMNESTY + RETURN, AMNESTY + BERIA, AMNESTY) == [1, 3]


def test_two_equal_paragraphs_have_two_numbers():
    assert after("<p>So.</p><p>So.</p>") == [1, 2]


def test_numbers_of_notes_do_not_count_as_words():
    noted = '<p>So it was.<a class="ref" id="r1" href="#n1" role="doc-noteref">1</a></p>'
    assert after(BERIA + noted, "<p>So it was.</p>") == [2, 1]


def test_paragraph_in_a_quotation_has_a_number():
    assert after(f"<blockquote>{AMNESTY}</blockquote>{BERIA}") == [1, 2]


def test_empty_text_keeps_the_last_number():
    assert anchored("", *anchored(AMNESTY)) == ("", 1)


def test_paragraphs_are_returned_by_number():
    note = '<a class="ref" id="r1" href="#n1" role="doc-noteref">1</a>'
    html, _last = anchored(f"<p>Bread &amp; <em>steel</em>.{note}</p><h2>Later</h2>{RETURN}")
    assert paragraphs(html) == {
        1: "Bread & steel.",
        2: "Released prisoners were never fully integrated.",
    }


def test_each_paragraph_is_followed_by_links_to_cite_it_and_to_comment_on_it():
    html, _last = anchored("<p>One.</p>")
    assert re.findall(r"<a .*?</a>", with_actions(html, "?draft=&cite=", "/comments/"))[1:] == [
        '<a class="cite-this" href="?draft=&amp;cite=p1#cite" rel="nofollow" lang="en">'
        "Cite this paragraph</a>",
        '<a class="remark" href="/comments/?about=p1#write" rel="nofollow" lang="en">'
        "Comment on this paragraph</a>",
    ]


# Rows of several versions

RUSSIAN = ("указ об амнистии", "об аресте", "о возвращении домой")
ENGLISH = ("a decree on amnesty", "on the arrest", "on coming home")


def numbers_after(*edits):
    """The numbers of the rows after these edits, each with the words of its versions."""
    words, numbers, last = (), (), 0
    for edit in edits:
        edited = tuple(edit.items())
        numbers, last = number_rows(edited, words, tuple(numbers), last)
        words = edited
    return numbers


@pytest.mark.parametrize(
    ("before", "after", "numbers"),
    [
        ({"ru": RUSSIAN}, {"ru": RUSSIAN[::-1]}, [3, 2, 1]),
        ({"ru": RUSSIAN}, {"ru": RUSSIAN, "en": ENGLISH}, [1, 2, 3]),
        ({"ru": RUSSIAN, "en": ENGLISH}, {"ru": RUSSIAN, "en": ("x", "y", "z")}, [1, 2, 3]),
        ({"ru": RUSSIAN, "en": ENGLISH}, {"ru": ("а", "б", "в"), "en": ENGLISH}, [1, 2, 3]),
        ({"ru": RUSSIAN, "en": ENGLISH}, {"en": ENGLISH[1:]}, [2, 3]),
        ({"ru": RUSSIAN}, {"ru captions": RUSSIAN}, [1, 2, 3]),  # the version has another name
        ({"ru": RUSSIAN}, {"ru": (RUSSIAN[0], "вставка", *RUSSIAN[1:])}, [1, 4, 2, 3]),
        ({"ru": RUSSIAN}, {}, []),
    ],
)
def test_row_keeps_its_number_while_one_of_its_versions_is_similar(before, after, numbers):
    assert numbers_after(before, after) == numbers


def test_row_follows_its_first_version_where_the_versions_part():
    split = {"ru": ("указ об", "амнистии", *RUSSIAN[1:]), "en": (*ENGLISH, "")}
    assert numbers_after({"ru": RUSSIAN, "en": ENGLISH}, split) == [1, 4, 2, 3]


def test_number_of_a_deleted_row_is_not_reused():
    assert numbers_after({"ru": RUSSIAN}, {"ru": RUSSIAN[:2]}, {"ru": RUSSIAN}) == [1, 2, 4]


# Long texts


def many(number, words="paragraph"):
    return "".join(f"<p>{words} {index} of the text</p>" for index in range(number))


@pytest.mark.parametrize("edit", ["edited", "paragraph"])
def test_work_grows_with_the_number_of_changed_paragraphs(edit):
    """All paragraphs are changed, or have no words of the earlier ones."""

    def changed(number):
        earlier = anchored(many(number))
        return work.calls(anchored, many(number, f"{edit} and changed"), *earlier)

    assert changed(800) < 2.5 * changed(400)


def test_work_grows_with_the_number_of_paragraphs_that_have_the_same_words():
    def changed(number):
        earlier = anchored("<p>to be or not</p>" * number)
        return work.calls(anchored, "<p>not to be or</p><p>or to be</p>" * number, *earlier)

    assert changed(800) < 2.5 * changed(400)


def test_edited_paragraphs_keep_their_numbers_in_a_long_text():
    assert after(many(300, "edited"), many(300)) == list(range(1, 301))


def test_edited_paragraphs_that_move_keep_their_numbers_in_a_long_text():
    order = random.Random(17).sample(range(300), 300)  # noqa: S311
    moved = "".join(f"<p>edited {place} of the text</p>" for place in order)
    assert after(moved, many(300)) == [place + 1 for place in order]


def test_edited_paragraphs_of_common_words_keep_their_numbers():
    known = many(2) + "<p>as it was</p>" * 60
    edited = many(2) + "<p>as it was then</p>" * 60
    assert after(edited, known) == list(range(1, 63))
