import random

import pytest

from seventeen_moments.core.richtext import clean, render
from tests.seventeen_moments.core.rich_text import REFERENCE, RenderedJudge, note, offences


def test_notes_are_numbered_in_order():
    rendered = render(f"<p>a{note('first')} b{note('second')}</p><p>c{note('third')}</p>")
    assert rendered.notes == ["first", "second", "third"]
    assert rendered.html == (
        f"<p>a{REFERENCE.format(1)} b{REFERENCE.format(2)}</p><p>c{REFERENCE.format(3)}</p>"
    )


NOTES = {
    "split by italics": (
        f"<p>a{note('See ')}<em>{note('Pravda')}</em>{note(', p. 1')}.</p>",
        f"<p>a{REFERENCE.format(1)}.</p>",
        ["See <em>Pravda</em>, p. 1"],
    ),
    "enclosing italics": (
        f"<p>a{note('See <em>Pravda</em>, p. 1')}.</p>",
        f"<p>a{REFERENCE.format(1)}.</p>",
        ["See <em>Pravda</em>, p. 1"],
    ),
    "touching another": (
        f"<p>a{note('b')}{note('c')}</p>",
        f"<p>a{REFERENCE.format(1)}{REFERENCE.format(2)}</p>",
        ["b", "c"],
    ),
    "split by a language, touching another": (
        f"<p>a{note('b ')}{note(note('в'), 'lang-ru')}{note('c')}{note('d')}</p>",
        f"<p>a{REFERENCE.format(1)}{REFERENCE.format(2)}</p>",
        ['b <span lang="ru">в</span>c', "d"],
    ),
    "a space from another": (
        f"<p>a{note('b')} {note('c')}</p>",
        f"<p>a{REFERENCE.format(1)} {REFERENCE.format(2)}</p>",
        ["b", "c"],
    ),
    "a new line from another": (
        f"<p>a{note('b')}<br>{note('c')}</p>",
        f"<p>a{REFERENCE.format(1)}<br>{REFERENCE.format(2)}</p>",
        ["b", "c"],
    ),
    "with a new line of its own": (
        f"<p>a{note('b<br>c')}</p>",
        f"<p>a{REFERENCE.format(1)}</p>",
        ["b<br>c"],
    ),
    "in a list": (
        f"<ul><li>a{note('b')}</li><li>{note('c')}d</li></ul>",
        f"<ul><li>a{REFERENCE.format(1)}</li><li>{REFERENCE.format(2)}d</li></ul>",
        ["b", "c"],
    ),
    "in a quotation": (
        f"<blockquote><p>a{note('b')}</p></blockquote>",
        f"<blockquote><p>a{REFERENCE.format(1)}</p></blockquote>",
        ["b"],
    ),
    "in a link": (
        f'<p><a href="/x">a{note("b")}c</a></p>',
        f'<p><a href="/x">a</a>{REFERENCE.format(1)}<a href="/x">c</a></p>',
        ['<a href="/x">b</a>'],
    ),
    "with a link": (
        f'<p>a{note("""See <a href="/x">b</a>.""")}</p>',
        f"<p>a{REFERENCE.format(1)}</p>",
        ['See <a href="/x">b</a>.'],
    ),
    "in italics": (
        f"<p><em>a{note('b')}c</em></p>",
        f"<p><em>a</em>{REFERENCE.format(1)}<em>c</em></p>",
        ["<em>b</em>"],
    ),
    "in a note": (
        f"<p>a{note('b' + note('c') + 'd')}</p>",
        f"<p>a{REFERENCE.format(1)}</p>",
        ["bcd"],
    ),
    "without words": (f"<p>a{note('')}b</p>", "<p>ab</p>", []),
    "of a space": (f"<p>a{note(' ')}b</p>", "<p>a b</p>", []),
    "of italic spaces": (f"<p>a{note('<em> </em><br>')}b</p>", "<p>a<em> </em><br>b</p>", []),
    "across paragraphs": (
        f"<p>a{note('b')}</p><p>{note('c')}d</p>",
        f"<p>a{REFERENCE.format(1)}</p><p>{REFERENCE.format(2)}d</p>",
        ["b", "c"],
    ),
    "around a paragraph": (
        f"{note('<p>a</p>')}<p>b</p>",
        f"<p>{REFERENCE.format(1)}</p><p>b</p>",
        ["a"],
    ),
    "with a passage in Russian": (
        f"<p>a{note('See ' + note('Правда', 'lang-ru'))}</p>",
        f"<p>a{REFERENCE.format(1)}</p>",
        ['See <span lang="ru">Правда</span>'],
    ),
    "in Russian": (
        f"<p>a{note('Правда', 'footnote lang-ru')}</p>",
        f"<p>a{REFERENCE.format(1)}</p>",
        ['<span lang="ru">Правда</span>'],
    ),
    "with signs": (
        f"<p>a &lt; b{note('c &amp; &lt;i&gt; &quot;d&quot;')}</p>",
        f"<p>a &lt; b{REFERENCE.format(1)}</p>",
        ['c &amp; &lt;i&gt; "d"'],
    ),
}


@pytest.mark.parametrize(("source", "html", "notes"), NOTES.values(), ids=NOTES)
def test_note_is_rendered(source, html, notes):
    assert render(clean(source))[:2] == (html, notes)


def test_note_may_link_to_a_source():
    words = 'See <a data-source="text-12">the decree</a>.'
    assert render(f"<p>a{note(words)}</p>").notes == [words]


PIECES = [
    "<",
    ">",
    "</",
    '"',
    "'",
    "=",
    "&",
    "&#",
    ";",
    "<!--",
    "-->",
    "<p",
    "</p>",
    "<span ",
    "\0",
]
PIECES += ['class="footnote"', "<em>", "</em>", "<a href=", "<ul><li>", "</li>", "<br/>", "\u2028"]
PIECES += ["<table>", "<svg>", "<style>", "</style>", "<![CDATA[", "]]>", "<template>", "ё", "😀"]


def malformed(random):
    html = "".join(random.choice(PIECES) for _ in range(random.randrange(1, 12)))
    good = NOTES[random.choice(list(NOTES))][0]
    cut = random.randrange(len(good) + 1)
    return good[:cut] + html + good[cut + random.randrange(8) :]


@pytest.mark.parametrize("seed", range(20))
def test_malformed_html_is_cleaned_and_rendered(seed):
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    for html in [malformed(dice) for _ in range(40)]:
        cleaned = clean(html)
        rendered = render(cleaned)
        remaining = offences(cleaned) + offences(
            rendered.html + "".join(rendered.notes), RenderedJudge
        )
        assert (remaining, clean(cleaned)) == ([], cleaned), html
