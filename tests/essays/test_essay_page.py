import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from taggit.models import Tag

from essays.models import Comment, Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(
        title="Prisoners Return",
        slug="prisoners-return",
        year=1954,
        authors="von Geldern, James",
        body='<p>Released within three months.<span class="footnote">Of the decree.</span></p>',
    )


def page(client, essay):
    """The page in one line."""
    return " ".join(client.get(essay.get_absolute_url()).text.split())


def test_byline_names_the_author_given_name_first(client, essay):
    assert "Subject essay: <bdi>James von Geldern</bdi>" in page(client, essay)


def test_days_of_publication_and_of_the_last_change_are_shown(client, essay):
    published, changed = datetime(2025, 3, 5, tzinfo=UTC), datetime(2026, 11, 29, tzinfo=UTC)
    Essay.objects.update(published_at=published, updated=changed)
    assert re.findall(r"(\w+) <time datetime=\"([\d-]+)\">([^<]+)", page(client, essay)) == [
        ("Published", "2025-03-05", "5 March 2025"),
        ("changed", "2026-11-29", "29 November 2026"),
    ]


def test_unchanged_essay_shows_no_day_of_change(client, essay):
    Essay.objects.update(updated=essay.published_at)
    assert page(client, essay).count("<time") == 1


def test_paragraph_links_the_comment_form_while_comments_are_open(client, essay):
    address = "/essays/prisoners-return/comments/?about=p1#write"
    link = (
        f'<a class="remark" href="{address}" rel="nofollow" lang="en">Comment on this paragraph</a>'
    )
    shown = [link in page(client, essay)]
    essay.comments_open = False
    essay.save()
    assert [*shown, "remark" in page(client, essay)] == [True, False]


def test_paragraph_is_cited_by_its_number_and_address(client, essay):
    html = client.get(f"{essay.get_absolute_url()}?cite=p1").text
    address = "http://testserver/essays/prisoners-return/"
    assert f"Paragraph 1. {address}#p1 (accessed" in html
    assert '<a href="?#cite">Cite the whole page</a>' in html


@pytest.mark.parametrize("anchor", ["", "p99", "1", "<b>"])
def test_unknown_passage_leaves_the_citation_as_it_is(client, essay, anchor):
    html = client.get(essay.get_absolute_url(), {"cite": anchor}).text
    assert "http://testserver/essays/prisoners-return/ (accessed" in html


def test_footnote_is_numbered_with_links_there_and_back(client, essay):
    html = page(client, essay)
    assert 'href="#n1"' in html
    assert 'id="n1"><span lang="en" dir="auto">Of the decree.&nbsp;</span><a href="#r1"' in html


def test_title_is_escaped(client):
    essay = factories.essay(title="<script>alert(1)</script>")
    assert f">{escape(essay.title)}</h1>" in page(client, essay)


def test_sections_show_their_counts_of_what_is_published(client, essay):
    factories.text(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)
    factories.reference(essay=essay)
    sections = client.get(essay.get_absolute_url()).context["essay"].sections()
    assert [(str(section.title), section.count) for section in sections] == [
        ("Texts", 1),
        ("Other Resources", 1),
    ]


def test_section_with_sources_is_a_link_and_an_empty_one_is_left_out(client, essay):
    factories.text(essay=essay)
    links = re.findall(r'<a [^>]*href="/essays/prisoners-return/([\w-]+)/"', page(client, essay))
    assert links == ["texts", "texts", "correction"]


def test_essay_names_its_sources_with_kind_and_date(client, essay):
    factories.text(essay=essay, title="The Decree", kind="decree", date="1953-03-27")
    factories.reference(essay=essay, title="Cold Summer", kind="book", publication_details="2009")
    factories.recording(essay=essay, title="Not yet", status=Status.DRAFT)
    blocks = page(client, essay).split('<section class="block sources"')[1:]
    words = [re.sub(r"(\s*<[^>]+>\s*)+", "|", block) for block in blocks]
    assert [each.split("|")[1:6] for each in words] == [
        ["Texts", "1", "The Decree", "Decree", "27 March 1953"],
        ["Other Resources", "1", "Cold Summer", "Book", "2009"],
    ]


def test_long_section_names_six_sources_and_links_to_all(client, essay):
    for number in range(8):
        factories.text(essay=essay, title=f"Decree {number}", translation="It is decreed.")
    factories.image(essay=essay)
    html = page(client, essay).partition("<footer")[0]
    assert re.findall(r">(Decree \d)</a>", html) == [f"Decree {number}" for number in range(6)]
    assert re.findall(r'href="([^"]+)">All ([^<]+)<', html) == [
        ("/essays/prisoners-return/texts/", "8 texts")
    ]


def test_essay_is_read_without_the_words_of_its_texts(client, essay):
    factories.text(essay=essay)
    with CaptureQueriesContext(connection) as queries:
        page(client, essay)
    assert not any('"resources_text"."translation"' in query["sql"] for query in queries)


def test_lead_image_links_to_its_page_and_has_its_date(client, essay):
    about = {"title": "The gate", "alternative_text": "Planks", "date": "1953-03"}
    essay.lead_image = factories.image(essay=essay, slug="gate", **about)
    essay.save()
    figure = page(client, essay).partition('<figure class="lead">')[2].partition("</figure>")[0]
    link = '<a href="/essays/prisoners-return/images/gate/">'
    assert (figure.count(link), 'alt="Planks"' in figure) == (2, True)
    assert f"<b>{link}The gate</a></b>" in figure
    assert "March 1953" in figure


def test_link_of_a_decorative_lead_image_is_left_to_its_title(client, essay):
    essay.lead_image = factories.image(essay=essay, alternative_text="", decorative=True)
    essay.save()
    figure = page(client, essay).partition('<figure class="lead">')[2].partition("</figure>")[0]
    assert figure.count('tabindex="-1" aria-hidden="true"') == 1


def test_lead_image_is_shown_once_and_the_others_below(client, essay):
    essay.lead_image = factories.image(essay=essay, alternative_text="Planks")
    essay.save()
    factories.image(essay=essay, alternative_text="A tower")
    shown = re.findall(r'alt="([^"]*)"', page(client, essay))
    assert shown == ["Planks", "A tower"]


def test_draft_lead_image_is_not_shown(client, essay):
    essay.lead_image = factories.image(essay=essay, alternative_text="Planks", status=Status.DRAFT)
    essay.save()
    assert "Planks" not in page(client, essay)


def test_themes_link_to_their_pages(client, essay):
    essay.themes.add("Амнистия")
    assert 'href="/themes/amnistiia/"' in page(client, essay)


def test_moments_before_and_after_are_linked(client, essay):
    factories.essay(year=1947)
    factories.essay(year=1956)
    # On the small line at the head, and in the block at the foot.
    assert (
        re.findall(r'href="/years/(\d+)/" rel="(\w+)"', page(client, essay))
        == [
            ("1947", "prev"),
            ("1956", "next"),
        ]
        * 2
    )


def test_essay_without_year_has_no_line(client):
    html = page(client, factories.essay(year=None))
    assert 'class="year"' not in html
    assert 'class="line"' not in html


def test_closed_comments_show_a_message_and_no_form(client, essay):
    essay.comments_open = False
    essay.save()
    html = page(client, essay)
    assert html.count("Comments are closed.") == 1
    assert "Write a comment" not in html


def test_open_comments_offer_the_form(client, essay):
    assert 'href="/essays/prisoners-return/comments/#write"' in page(client, essay)


def test_approved_comments_stay_readable_when_closed(client, essay):
    essay.comments_open = False
    essay.save()
    factories.comment(essay=essay, text="I was there.")
    assert "<p>I was there.</p>" in page(client, essay)


@pytest.mark.parametrize("state", set(Comment.State) - {Comment.State.APPROVED})
def test_comment_that_is_not_approved_is_hidden(client, essay, state):
    factories.comment(essay=essay, text="I was there.", state=state)
    assert "I was there." not in page(client, essay)


def test_email_of_a_commenter_is_never_shown(client, essay):
    factories.comment(essay=essay, email="anna@example.org")
    assert "anna@example.org" not in page(client, essay)


def test_draft_returns_404_for_visitors_and_moderators(client, moderator_client):
    draft = factories.essay(status=Status.DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert moderator_client.get(draft.get_absolute_url()).status_code == 404


def test_editor_sees_a_draft_that_is_not_cached(editor_client):
    draft = factories.essay(status=Status.DRAFT, title="Not yet")
    response = editor_client.get(draft.get_absolute_url())
    assert "A draft, visible only to editors" in response.text
    assert "no-store" in response["Cache-Control"]


def test_published_essay_is_not_marked_as_a_draft(editor_client, essay):
    assert "A draft" not in page(editor_client, essay)


def test_future_essay_returns_404(client):
    later = timezone.now() + timedelta(hours=1)
    essay = factories.essay(published_at=later)
    assert client.get(essay.get_absolute_url()).status_code == 404


def test_reading_sets_no_cookie(client, essay):
    assert not client.get(essay.get_absolute_url()).cookies


def everything(number):
    essay = factories.essay(year=1954)
    for n in range(number):
        factories.essay(year=1955 + n)
        factories.text(essay=essay)
        essay.lead_image = factories.image(essay=essay)
        factories.recording(essay=essay)
        factories.reference(essay=essay)
        factories.comment(essay=essay)
        essay.themes.add(f"Theme {n}")
    essay.save()
    return essay


@pytest.mark.parametrize("number", [1, 3])
def test_essay_page_takes_six_queries(client, number, django_assert_num_queries):
    essay = everything(number)
    # The essay; its sources and themes; comments. And until something is published or changed:
    # related essays, what happened meanwhile, and the line of moments.
    with django_assert_num_queries(6):
        client.get(essay.get_absolute_url())
    with django_assert_num_queries(3):
        client.get(essay.get_absolute_url())


def citing(*sources):
    links = "".join(f'<a data-source="{source.key}">a</a>' for source in sources)
    return f'<p>{links}<span class="footnote">{links}</span></p>'


@pytest.mark.parametrize("number", [1, 3])
def test_source_links_take_no_query(client, number, django_assert_num_queries):
    essay = everything(number)
    sections = [essay.texts, essay.images, essay.recordings, essay.references]
    essay.body = citing(*(source for section in sections for source in section.all()))
    essay.save()
    with django_assert_num_queries(6):
        page = client.get(essay.get_absolute_url()).text
    assert page.count('class="preview"') == number * 4 * 2


def test_large_essay_takes_six_queries(client, django_assert_num_queries):
    essay = everything(1)
    values = {"status": Status.PUBLISHED, "published_at": timezone.now()}
    Text.objects.bulk_create(
        Text(essay=essay, title="Text", slug=f"t{number}", position=number, **values)
        for number in range(299)
    )
    Comment.objects.bulk_create(
        Comment(essay=essay, name="Anna", text="I was there.", state="approved") for _ in range(999)
    )
    essay.body = citing(*essay.texts.all()[:70])
    essay.save()
    with django_assert_num_queries(6):
        page = client.get(essay.get_absolute_url()).text
    assert page.count('class="comment"') == 20
    assert f'href="{essay.get_absolute_url()}comments/?page=2">Read all 1000 comments' in page
    assert ("All 300 texts" in page, page.count('class="preview"')) == (True, 140)


def test_page_shows_each_change_at_once(client):
    """Its parts are remembered by what they show."""
    essay, other = everything(2), factories.essay(title="Related", year=1954)
    text, comment = essay.texts.first(), essay.comments.first()
    changes = [
        (essay, "title"),
        (essay, "summary"),
        (essay.lead_image, "title"),
        (text, "title"),
        (comment, "name"),
        (other, "title"),
        (essay.recordings.first(), "creators"),
        (essay.references.first(), "publication_details"),
    ]
    for number, (row, field) in enumerate(changes):
        assert f"Changed {number}" not in client.get(essay.get_absolute_url()).text
        type(row).objects.filter(pk=row.pk).update(**{field: f"Changed {number}"})
        assert f"Changed {number}" in client.get(essay.get_absolute_url()).text
    Tag.objects.filter(name="Theme 1").update(name="Changed theme")
    assert "Changed theme" in client.get(essay.get_absolute_url()).text
    for row in (text, comment):
        row.delete()
    page = client.get(essay.get_absolute_url()).text
    assert ("Changed 3" in page, "Changed 4" in page) == (False, False)


def test_draft_shows_the_same_from_the_models(editor_client):
    essay = everything(3)
    essay.body = citing(*essay.texts.all(), *essay.images.all())
    essay.save()
    public = editor_client.get(essay.get_absolute_url()).text
    Essay.objects.filter(pk=essay.pk).update(status=Status.DRAFT)
    draft = editor_client.get(essay.get_absolute_url()).text
    for part in ["body", "sources", "strip", "rows", "themes", "comment"]:
        assert public.count(f'class="{part}') == draft.count(f'class="{part}')
    start, end = '<nav class="sections"', '<section class="block cite"'
    parts = [page.partition(start)[2].partition(end)[0].split() for page in (public, draft)]
    assert parts[0] == parts[1]


def test_page_shows_how_long_it_takes_to_read(client):
    essay = factories.essay(body=f"<p>{'word ' * 500}</p>")
    page = client.get(essay.get_absolute_url()).text
    assert "<span>500\xa0words</span>\n<span>2\xa0minutes to read</span>" in page
    page = client.get(f"/ru{essay.get_absolute_url()}").text
    assert "<span>500\xa0слов</span>\n<span>2\xa0минуты чтения</span>" in page
