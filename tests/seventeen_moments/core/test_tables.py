"""Tables and figures: what is stored of them, and how readers get them."""

import pytest

from seventeen_moments.core.richtext import clean, render
from tests import work
from tests.seventeen_moments.core.rich_text import REFERENCE, note

PASTED = (
    "<table><tr><th>Camp</th><th>Released</th></tr><tr><td>North</td><td>1,204</td></tr></table>"
)
STORED = (
    '<table><thead><tr><th scope="col">Camp</th><th scope="col">Released</th></tr></thead>'
    "<tbody><tr><td>North</td><td>1,204</td></tr></tbody></table>"
)
FIGURE = '<figure data-source="image-12"><figcaption>At the Gate</figcaption></figure>'


def row(*cells):
    return f"<tr>{''.join(cells)}</tr>"


def body(*rows):
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


@pytest.mark.parametrize(
    "html",
    [
        STORED,
        STORED.replace("<thead>", "<caption>Those who came home, 1953 &amp; 1954</caption><thead>"),
        body(row('<td colspan="2">a</td>'), row("<td>b</td>", "<td>c</td>")),
        body(row("<td>a<br><em>b</em></td>", f"<td>c{note('d')}</td>")),
        body(row('<th scope="row">North</th>', '<td><span class="lang-ru">a</span></td>')),
        f"<blockquote>{STORED}</blockquote><ul><li><p>a</p>{STORED}</li></ul>",
        FIGURE,
        '<figure data-source="image-12"></figure>',
    ],
)
def test_table_or_figure_of_the_editor_is_not_changed(html):
    assert clean(html) == html


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (PASTED, STORED),
        (PASTED.replace("<table>", "<table style='x' border=1><colgroup><col></colgroup>"), STORED),
        ("<table><tr><td><p>a</p><ul><li>b</li></ul></table>", body(row("<td>a<br>b</td>"))),
        (f"<table><tr><td>a{PASTED}b</table>", "one line for each part"),
        ("<table><caption><p>a</p><em>b</em></caption><tr><td>c</table>", "plain caption"),
        ("<table></table>", ""),
        ("<table><caption>a</caption></table>", "<p>a</p>"),
        ("<table><tr></tr><tr><td>a</table>", body("<tr></tr>", row("<td>a</td>"))),
    ],
)
def test_table_is_stored_in_one_form(html, stored):
    parts = "a<br>Camp | Released<br>North | 1,204<br>b"
    stored = {
        "one line for each part": body(row(f"<td>{parts}</td>")),
        "plain caption": "<table><caption>a b</caption><tbody><tr><td>c</td></tr></tbody></table>",
    }.get(stored, stored)
    assert clean(html) == stored


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ("colspan=2", ' colspan="2"'),
        ("colspan=999999", ""),
        ("colspan=99999", ' colspan="50"'),
        ("rowspan=99", ' rowspan="2"'),
        ("colspan=1 rowspan=0", ""),
        ("colspan=-3 rowspan=x", ""),
        ("colspan=٣", ""),
    ],
)
def test_spans_are_kept_within_bounds(attributes, kept):
    table = clean(f"<table><tr><td {attributes}>a<td>b<tr><td>c<td>d</table>")
    assert table.startswith(f"<table><tbody><tr><td{kept}>a</td>")


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ("<tr><th>a<th>b<tr><td>c<td>d", 1),
        ("<tr><th>a<th>b<tr><th>c<th>d<tr><td>e<td>f", 2),
        ("<tr><th rowspan=2>a<th>b<tr><th>c<tr><td>d<td>e", 2),
        ("<tr><th rowspan=2>a<th>b<tr><td>c", 0),
        ("<tr><th>a<th>b", 0),
        ("<tr><th>a<td>b<tr><th>c<td>d", 0),
    ],
)
def test_rows_of_header_cells_at_the_top_are_the_head(rows, headers):
    head, _end, _rest = clean(f"<table>{rows}</table>").partition("</thead>")
    assert head.count("<tr>") * ("<thead>" in head) == headers


def test_header_cell_beside_others_is_of_its_row():
    assert 'scope="row">a' in clean("<table><tr><th>a<td>b<tr><th>c<td>d</table>")


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<figure><img src=x><figcaption>Gate</figcaption></figure>", "<p>Gate</p>"),
        ('<figure data-source="essay-1">Gate</figure>', "Gate"),
        (FIGURE.replace("At the Gate", "<p>At</p><em>the</em> Gate"), FIGURE),
        (f"<figure>{PASTED}</figure>", STORED),
        (f"<table><tr><td>a{FIGURE}</table>", body(row("<td>a<br>At the Gate</td>"))),
    ],
)
def test_figure_without_a_source_is_unwrapped(html, stored):
    assert clean(html) == stored


def test_unclosed_cells_of_a_long_table_stay_in_their_rows():
    html = "<table>" + "<tr><td>a<td>b" * 200
    assert clean(html) == body(row("<td>a</td>", "<td>b</td>") * 200)


def test_cells_are_separated_by_a_space_in_the_text():
    assert render(f"<p>a</p>{STORED}<p>b</p>").text == "a Camp Released North 1,204 b"


def test_wide_table_is_a_region_with_the_name_of_its_caption():
    table = STORED.replace("<thead>", "<caption>“Home” &amp; away</caption><thead>")
    opening = '<div class="table" tabindex="0" role="region" aria-label="“Home” &amp; away">'
    assert render(table).html == f"{opening}{table}</div>"


def test_first_row_names_a_table_without_a_caption():
    assert 'aria-label="Camp Released"' in render(STORED).html


def test_note_in_a_cell_is_numbered():
    rendered = render(body(row(f"<td>a{note('b')}</td>")))
    assert (REFERENCE.format(1) in rendered.html, rendered.notes) == (True, ["b"])


def test_caption_of_a_figure_is_not_among_the_words():
    assert render(FIGURE) == (FIGURE, [], "")


def test_work_grows_linearly_with_the_table():
    def table(rows):
        return body(*[row("<td>a</td>", "<td>b</td>")] * rows)

    few, many = (work.lines(clean, table(rows)) for rows in (200, 800))
    assert many < 5 * few
