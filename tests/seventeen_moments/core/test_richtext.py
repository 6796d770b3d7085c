import random
import re
from html.parser import HTMLParser

import pytest

from essays.models import Essay
from seventeen_moments.core.richtext import BLOCKS, MARKS, clean, render
from tests import work

REFERENCE = '<a class="ref" id="r{0}" href="#n{0}" role="doc-noteref">{0}</a>'


def note(html, css_class="footnote"):
    return f'<span class="{css_class}">{html}</span>'


class Judge(HTMLParser):
    """Collects whatever an editor may not have written."""

    TAGS = BLOCKS | MARKS | {"br"}
    ATTRIBUTES = {"a": {"href", "title", "data-source"}, "ol": {"start"}, "span": {"class"}}

    def __init__(self):
        super().__init__()
        self.offences = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.TAGS:
            self.offences.append(tag)
        for name, value in attrs:
            schemeless = ":" not in value or value.startswith(("http:", "https:", "mailto:"))
            allowed = name in self.ATTRIBUTES.get(tag, ())
            if name == "href":
                allowed = allowed and schemeless
            if name == "data-source":
                allowed = allowed and re.fullmatch(r"[a-z]{4,9}-[0-9]+", value)
            if not allowed:
                self.offences.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.offences.append(f"comment {data}")

    handle_decl = unknown_decl = handle_pi = handle_comment


class JudgeOfRendered(Judge):
    ATTRIBUTES = Judge.ATTRIBUTES | {
        "a": {"href", "title", "data-source", "class", "id", "role"},
        "span": {"lang"},
    }


def offences(html, judge=Judge):
    judge = judge()
    judge.feed(html)
    judge.close()
    return judge.offences


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p onclick=alert(1)>x</p>",
    "<p onmouseover='alert(1)' ONFOCUS=alert(1) autofocus tabindex=1>x</p>",
    "<p/onclick=alert(1)//>x</p>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="&#106;&#97;vascript&colon;alert(1)">x</a>',
    '<a href="javascript&#0000058alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    '<a href="blob:https://example.org/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://example.org" target=_blank ping=//evil.example download>x</a>',
    '<a href="x" style="position:fixed;inset:0">x</a>',
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=</style>"
    "<img onerror=alert(1) src>",
    "<style>@import '//evil.example/x.css';</style>",
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<base href="//evil.example/">',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf"><applet code=x></applet>',
    '<form action="//evil.example"><input name=q><button formaction="javascript:alert(1)">x</form>',
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<select><style><img src=x onerror=alert(1)></style></select>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE html><html><body onload=alert(1)>",
    "<?xml version='1.0'?><?php echo 1 ?>",
    "<p><b><u><i onclick=alert(1)>unclosed",
    "<a href='x'<script>alert(1)</script>",
    '<a title="<img src=x onerror=alert(1)>" href="x">x</a>',
    '<a data-source="text-1" onclick=alert(1) href="javascript:alert(1)">x</a>',
    '<a data-source="text-1&quot; onclick=&quot;alert(1)">x</a>',
    '<a data-source="javascript:alert(1)">x</a>',
    "<a data-source='text-1\"><script>alert(1)</script>'>x</a>",
    '<span data-source="text-1" data-x=1>x</span>',
    "<p id=r1 class=ref role=doc-noteref>x</p>",
    '<span class="ref footnote masthead" id=r1 style="color:red" data-x=1>x</span>',
    "<scr\0ipt>alert(1)</scr\0ipt><im\0g src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<script",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_does_not_survive_cleaning(attack):
    assert offences(clean(f"<p>a{attack}b</p>")) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_does_not_survive_in_page_or_note(attack):
    rendered = render(clean(f"<p>a{attack}b{note(attack)}</p>"))
    shown = [rendered.html, *rendered.notes]
    assert [offence for html in shown for offence in offences(html, JudgeOfRendered)] == []


def test_judge_condemns_what_is_not_clean():
    condemned = offences('<b>x</b><a href="javascript:x" onclick="y"><!--z-->')
    assert condemned == ["b", "a href=javascript:x", "a onclick=y", "comment z"]


def test_form_cleans_before_it_stores(db):
    essay = Essay(title="Prisoners Return", slug="home", body="<p>a<script>x</script></p>")
    essay.full_clean()
    assert essay.body == "<p>a</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>“Home”, 1954&nbsp;– <em>a</em> <strong>b</strong> <sub>c</sub> <sup>d</sup></p>",
        "<h2>Return</h2><h3>Home</h3><blockquote><p>a<br>b</p></blockquote>",
        '<ul><li><p>a</p></li></ul><ol start="3"><li><p>b</p></li></ol>',
        '<p><a href="https://example.org/?a=1&amp;b=2" title="A &quot;b&quot;">a</a></p>',
        '<p><a href="mailto:a@example.org">a</a> <a href="/essays/">b</a> <a href="#c">c</a></p>',
        '<p>a<span class="footnote">b</span> <span class="lang-ru">в</span></p>',
        '<p>the <a data-source="text-12">decree of <em>March</em></a></p>',
        '<p><span class="lang-ru-Latn">vozvrashchenie</span> &lt; &amp; &gt;</p>',
    ],
)
def test_what_an_editor_may_write_stays_word_for_word(html):
    assert clean(html) == html


@pytest.mark.parametrize(
    "key",
    [
        "",
        "text",
        "text-",
        "text-0",
        "text-01",
        "text-1x",
        "-1",
        "essay-1",
        "Text-1",
        "text-1 ",
        "text-１",
        "text-1\nimage-2",
        f"text-{'9' * 19}",
    ],
)
def test_link_to_what_is_no_source_loses_its_key(key):
    assert clean(f'<p><a data-source="{key}">a</a></p>') == "<p><a>a</a></p>"


def test_empty_title_of_a_link_is_left_out():
    assert clean('<p><a href="/x" title="">a</a></p>') == '<p><a href="/x">a</a></p>'


@pytest.mark.parametrize("html", ["", "<p></p>", "\0", "<script>x</script>"])
def test_nothing_written_is_the_empty_string(html):
    assert clean(html) == ""


def test_text_without_notes_stays_as_it_is():
    html = '<p>a <em>b</em> c</p><ol start="2"><li><p>d<br>e</p></li></ol>'
    assert render(html) == (html, [], "a b c d e")


def test_notes_are_numbered_in_their_order():
    rendered = render(f"<p>a{note('first')} b{note('second')}</p><p>c{note('third')}</p>")
    assert rendered.notes == ["first", "second", "third"]
    assert rendered.html == (
        f"<p>a{REFERENCE.format(1)} b{REFERENCE.format(2)}</p><p>c{REFERENCE.format(3)}</p>"
    )


def test_words_leave_the_notes_out():
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
def test_words_are_kept_apart_by_blocks_alone(html, text):
    assert render(html).text == text


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
        f"<p>a{REFERENCE.format(1)}</p>",
        ["bc"],
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


@pytest.mark.parametrize(("written", "html", "notes"), NOTES.values(), ids=NOTES)
def test_note(written, html, notes):
    assert render(clean(written))[:2] == (html, notes)


@pytest.mark.parametrize(
    ("css_class", "shown"),
    [
        ("lang-ru", '<span lang="ru">мир</span>'),
        ("lang-ru-Latn", '<span lang="ru-Latn">мир</span>'),
        ("lang-xx", "мир"),
        ("", "мир"),
    ],
)
def test_passage_is_marked_with_its_language(css_class, shown):
    assert render(clean(f"<p>{note('мир', css_class)}</p>")).html == f"<p>{shown}</p>"


def test_link_without_an_address_leaves_its_words():
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
def test_passage_that_cites_a_source_is_one_link_to_it(html, shown):
    assert render(clean(html)).html == shown


def test_note_cites_a_source():
    assert render(f"<p>a{note(f'See {SOURCE}the decree</a>.')}</p>").notes == [
        f"See {SOURCE}the decree</a>."
    ]


def test_mark_around_blocks_moves_into_them():
    html = "<strong><p>a</p><p>b</p></strong>"
    assert render(html).html == "<p><strong>a</strong></p><p><strong>b</strong></p>"


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
def test_malformed_html_is_cleaned_and_rendered_whatever_it_is(seed):
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    for html in [malformed(dice) for _ in range(40)]:
        cleaned = clean(html)
        rendered = render(cleaned)
        found = offences(cleaned) + offences(
            rendered.html + "".join(rendered.notes), JudgeOfRendered
        )
        assert (found, clean(cleaned)) == ([], cleaned), html


@pytest.mark.parametrize(
    ("html", "settled"),
    [
        ("<li>a<table><li>b", "<li>a</li><li>b</li>"),
        ("<li><em><table><li>c", "<li><em></em></li><li><em>c</em></li>"),
    ],
)
def test_cleaning_again_changes_nothing(html, settled):
    assert (clean(html), clean(settled)) == (settled, settled)


def test_deeply_nested_html_is_rendered():
    assert render(clean("<em>" * 5000 + "a")).text == "a"


# Bounds


@pytest.mark.parametrize("part", ["<strong>a", '<span class="lang-ru">a', "<em>a<strong>b"])
def test_memory_to_render_nested_marks_grows_with_their_number(part):
    once, fourfold = (work.peak(render, part * number) for number in (250, 1000))
    assert fourfold < 6 * once


def test_mark_within_the_same_mark_is_written_once():
    assert render("<p><em>a<em>b</em>c</em>d</p>").html == "<p><em>abc</em>d</p>"


@pytest.mark.parametrize("start", ["x", "", "1.5", "²", "٣", "9" * 5000, "1_0", " 4"])
def test_start_of_a_list_that_is_not_a_number_is_left_out(start):
    assert clean(f'<ol start="{start}"><li>a</li></ol>') == "<ol><li>a</li></ol>"


@pytest.mark.parametrize("start", ["4", "0", "-2"])
def test_start_of_a_list_is_kept(start):
    html = f'<ol start="{start}"><li>a</li></ol>'
    assert clean(html) == html
