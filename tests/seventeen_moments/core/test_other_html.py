"""HTML of word processors, mail programs and web pages that no editor in a browser has tidied."""

import pytest

from seventeen_moments.core.richtext import clean

NESTED = "<table><tr><td><p>x</p></td><td><p>y</p></td></tr><tr><td>z</td><td>w</td></tr></table>"
KINDS = {
    "lines of a mail": ("<div>snow</div><div>lay</div>", "<p>snow</p><p>lay</p>"),
    "text around a block": ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
    "paragraphs in a block": ("<div><p>a</p>b</div>", "<p>a</p><p>b</p>"),
    "terms": ("<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>", "<p>a</p><p>b</p><p>c</p>"),
    "blocks of forms": (
        "<details><summary>a</summary>b</details><fieldset><legend>c</legend>d</fieldset>",
        "<p>a</p><p>b</p><p>c</p><p>d</p>",
    ),
    "LibreOffice": ("<p>a</p><center>b</center>c", "<p>a</p><p>b</p><p>c</p>"),
    "blocks in a heading": ("<h2><div>a</div><div>b</div></h2>", "<h2>a b </h2>"),
    "blocks in a list": (
        "<ul><li><div>a</div><div>b</div></li></ul>",
        "<ul><li><p>a</p><p>b</p></li></ul>",
    ),
    "blocks in a cell": (
        "<table><tr><td><div>a</div><div>b</div></table>",
        "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
    ),
    "a table in a cell": (
        f"<table><tr><td>a{NESTED}b</td></tr></table>",
        "<table><tbody><tr><td>a<br>x | y<br>z | w<br>b</td></tr></tbody></table>",
    ),
    "cells without a table": ("<p>a</p><td>b</td><td>c</td>", "<p>a</p> b c"),
    "headings": ("<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
    "emphasis": ("<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>"),
    "emphasis around blocks": (
        "<b>a<div>b</div></b>",
        "<p><strong>a</strong></p><p><strong>b</strong></p>",
    ),
    "lines of <pre>": ("<pre>\na\nb</pre>", "<p>a<br>b</p>"),
    "quotation": ("<p>He said <q>no</q>.</p>", "<p>He said “no”.</p>"),
    "title of the page": ("<title>a</title><p>b</p>", "<p>b</p>"),
    "words like tags": ("<div>&lt;div&gt; &amp; <</div>", "<p>&lt;div&gt; &amp; &lt;</p>"),
}


@pytest.mark.parametrize(("html", "stored"), KINDS.values(), ids=KINDS)
def test_words_keep_apart(html, stored):
    assert (clean(html), clean(stored)) == (stored, stored)


@pytest.mark.parametrize(
    "address",
    ["#_ftn1", "#_ednref2", "#cite_note-a-1", "#fn:1", "#fn1", "#sdfootnote1sym", " #x1", "#", ""],
)
def test_link_to_a_place_of_another_page_is_dropped(address):
    assert clean(f'<p>a<a href="{address}">[1]</a></p>') == "<p>a<a>[1]</a></p>"


@pytest.mark.parametrize("address", ["#p12", "#images", "#other-resources"])
def test_link_to_a_place_of_the_essay_stays(address):
    html = f'<p><a href="{address}">a</a></p>'
    assert clean(html) == html
