import re
from datetime import UTC, datetime

import pytest

from essays.models import Essay
from essays.source_links import with_source_links
from seventeen_moments.core.publication import Status
from tests import factories


def link(source, words="the decree"):
    return f'<a data-source="{getattr(source, "key", source)}">{words}</a>'


def note(html):
    return f'<span class="footnote">{html}</span>'


def source_links_of(body):
    essay = Essay(body=body)
    essay.derive()
    return essay.source_links


def rendered(essay, body):
    """The body and the notes as readers get them."""
    essay.body = body
    essay.derive()
    html, notes = with_source_links(essay)
    html = re.sub(r"</?p.*?>| <a class=.pin.*?</a>", "", html)
    return " ".join(html.split()), notes


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("<p>One.</p>", {}),
        (f"<p>{link('text-1')}</p>", {"text-1": [[1, 1]]}),
        (f"<p>One.</p><p>{link('text-1')} and {link('image-1')}</p>", "both in the second"),
        (f"<p>{link('text-1')}</p><p>{link('text-1')}</p>", {"text-1": [[1, 1], [2, 2]]}),
        (f"<p>{link('text-1')} {link('text-1')}</p>", {"text-1": [[1, 1]]}),
        (f"<p>One.</p><p>Two.{note(link('text-1'))}</p>", {"text-1": [[2, 2]]}),
        (f"<ul><li><p>{link('text-1')}</p></li></ul>", {"text-1": [[1, 1]]}),
        (f"<h2>{link('text-1')}</h2><p>One.</p>", {"text-1": []}),
        (f"<h2>One{note(link('text-1'))}</h2><p>One.</p>", {"text-1": []}),
    ],
)
def test_source_links_hold_the_paragraphs_of_each_source(body, paragraphs):
    if paragraphs == "both in the second":
        paragraphs = {"text-1": [[2, 2]], "image-1": [[2, 2]]}
    assert source_links_of(body) == paragraphs


def test_number_of_the_paragraph_changes_and_its_anchor_stays():
    essay = Essay(body=f"<p>The decree was {link('text-1')}.</p>")
    essay.derive()
    essay.body = f"<p>Before it.</p>{essay.body}"
    essay.derive()
    assert essay.source_links == {"text-1": [[1, 2]]}


def test_source_links_are_updated_by_queryset_update(db):
    essay = factories.essay()
    Essay.objects.filter(pk=essay.pk).update(body=f"<p>{link('text-1')}</p>")
    assert Essay.objects.get().source_links == {"text-1": [[1, 1]]}


def test_stored_html_has_only_the_key_of_the_source(db):
    text = factories.text(title="On Amnesty", slug="on-amnesty")
    text.essay.body = f"<p>{link(text)}</p>"
    text.essay.save()
    assert text.essay.body_html == (
        f'<p id="p1">{link(text)} <a class="pin" href="#p1">¶ 1</a></p>'
    )


def test_passage_links_to_its_source_with_a_preview(db):
    text = factories.text(title="On <Amnesty>", slug="on-amnesty", date="1953-03-27")
    html, _notes = rendered(text.essay, f"<p>By {link(text, 'the <em>decree</em>')}.</p>")
    assert html == (
        'By <span class="source-link"><a href="/essays/essay-1/texts/on-amnesty/" '
        'aria-describedby="s1">'
        'the <em>decree</em></a><span class="preview" id="s1" hidden> '
        '<b dir="auto">On &lt;Amnesty&gt;</b> '
        '<small lang="en" dir="auto">Text, <bdi>27 March 1953</bdi></small></span></span>.'
    )


def test_preview_of_an_image_shows_it_small(db):
    image = factories.image(file=factories.picture(900, 600))
    html, _notes = rendered(image.essay, f"<p>{link(image)}</p>")
    assert f'<img src="{image.smallest["url"]}" width="200" height="133" alt=""' in html


@pytest.mark.parametrize("make", factories.SOURCES)
def test_source_of_each_kind_is_linked(db, make):
    source = make()
    html, _notes = rendered(source.essay, f"<p>{link(source)}</p>")
    assert f'<a href="{source.get_absolute_url()}" ' in html


def test_previews_are_numbered_through_body_and_notes(db):
    text = factories.text()
    html, notes = rendered(text.essay, f"<p>{link(text)}{note(link(text))} {link(text)}</p>")
    assert re.findall(r'id="(s\d)"', "".join([html, *notes])) == ["s1", "s2", "s3"]


def test_link_follows_a_changed_slug(db):
    text = factories.text()
    text.slug = "renamed"
    text.save()
    html, _notes = rendered(text.essay, f"<p>{link(text)}</p>")
    assert 'href="/essays/essay-1/texts/renamed/"' in html


@pytest.mark.parametrize(
    "hidden", [{"status": Status.DRAFT}, {"published_at": datetime(2999, 1, 1, tzinfo=UTC)}]
)
@pytest.mark.parametrize("make", factories.SOURCES)
def test_passage_of_an_unpublished_source_is_plain_text(db, make, hidden):
    source = make(**hidden)
    assert rendered(source.essay, f"<p>By {link(source)}.{note(link(source))}</p>") == (
        'By the decree.<a class="ref" id="r1" href="#n1" role="doc-noteref">1</a>',
        ["the decree"],
    )


def test_passage_of_an_unknown_source_is_plain_text(db):
    other = factories.text()
    body = f"<p>{link(other, 'a')}{link('text-999999999999999999', 'b')}{link('image-9', 'c')}</p>"
    assert rendered(factories.essay(), body) == ("abc", [])


def test_passage_of_a_deleted_source_is_plain_text(db):
    text = factories.text()
    key, essay = text.key, text.essay
    text.delete()
    assert rendered(essay, f"<p>By {link(key)}.</p>") == ("By the decree.", [])
