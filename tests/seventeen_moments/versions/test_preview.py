"""`?draft` after the address of a page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import row
from tests.html import squeezed
from tests.seventeen_moments.versions.draft_forms import at, change, messages, press, publish

BODY = '<p>Released.<span class="footnote">Of the decree.</span></p>'


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return", body="<p>Old.</p>")


def preview(client, row):
    return client.get(f"{row.get_absolute_url()}?draft")


def everything_stored():
    return [list(model.objects.order_by("pk").values()) for model in (Essay, Draft, Tag)]


def test_preview_shows_the_draft_with_its_footnotes_and_themes(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw", body=BODY, themes="New theme")
    page = squeezed(preview(editor_client, essay).text)
    assert ">The Thaw</h1>" in page
    assert 'id="n1"><span lang="en" dir="auto">Of the decree.&nbsp;</span><a href="#r1"' in page
    assert 'href="/themes/new-theme/"><bdi>New theme' in page
    assert "Old." not in page


def test_preview_is_the_page_that_visitors_see_after_publication(editor_client, essay):
    factories.text(essay=essay)
    image = factories.image(essay=essay)
    new = row("references", 0, title="Book", kind="book")
    rows = {"texts-0-title": "Law", "images-0-title": "The Gate"} | new
    typed = {"title": "The Thaw", "body": BODY, "themes": "law", "lead_image": image.pk}
    press(editor_client, "_draft", essay, **typed, **rows)
    previewed = preview(editor_client, essay).text
    previewed = previewed.replace("?draft&amp;", "?").replace("?draft", "")
    publish(editor_client, essay)
    read = editor_client.get("/essays/return/").text
    # Only the preview has the notice, only the page its permanent addresses, and each masks the
    # CSRF token of its forms with other random bytes.
    own = re.compile(
        r'<p class="draft".*?</p>|<link rel="canonical"[^>]*>|<link rel="alternate" hreflang[^>]*>'
        r'|<meta[^>]* (property|name)="(og|article|twitter):[^>]*>'
        r'|name="csrfmiddlewaretoken" value="\w+"',
        re.DOTALL,
    )
    assert own.sub("", previewed).split() == own.sub("", read).split()


def test_preview_stores_nothing(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw", slug="thaw", themes="law")
    before = everything_stored()
    assert preview(editor_client, essay).status_code == 200
    assert everything_stored() == before


def test_preview_takes_no_transaction(client, essay, transactional_db):
    factories.text(essay=essay)
    data = {"title": "The Thaw", "body": BODY, "themes": ["New theme"]}
    draft = Draft.objects.create(target=essay, data=data)
    Draft.objects.create(target=essay.texts.get(), data={"title": "Law"}, parent=draft)
    client.force_login(factories.user("Editors"))
    with CaptureQueriesContext(connection) as queries:
        assert ">The Thaw</h1>" in preview(client, essay).text
    assert [
        query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "(SELECT"))
    ] == []


def test_preview_is_labelled_and_links_the_public_page(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    page = preview(editor_client, essay).text
    assert "Draft of this page, visible only to editors." in page
    assert '<a href="/essays/return/">View the page as visitors see it</a>' in page


def test_preview_of_a_scheduled_draft_shows_its_time(editor_client, essay):
    tomorrow = timezone.now() + timedelta(days=1)
    publish(editor_client, essay, title="The Thaw", **at(tomorrow))
    expected = f"Draft of this page, public from {tomorrow:%-d %B %Y, %H:%M}."
    assert expected in preview(editor_client, essay).text


def test_preview_is_not_cached_or_indexed(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    response = preview(editor_client, essay)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_preview_has_the_public_address_when_the_slug_changes(editor_client, essay):
    press(editor_client, "_draft", essay, slug="thaw", body=BODY)
    assert "Released." in preview(editor_client, essay).text
    assert editor_client.get("/essays/thaw/?draft").status_code == 404


@pytest.mark.parametrize("make", factories.SOURCES)
def test_preview_of_a_source_shows_its_draft(editor_client, make):
    source = make(title="Decree", slug="decree")
    press(editor_client, "_draft", source, title="Law", slug="law")
    assert ">Law</h1>" in preview(editor_client, source).text


def test_source_changed_in_the_row_of_its_essay_is_previewed_with_it(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, title="The Thaw", **{"texts-0-title": "Law"})
    page = preview(editor_client, text).text
    assert ">Law</h1>" in page
    assert 'href="/essays/return/">The Thaw</a></dd>' in page


def test_source_without_a_draft_is_previewed_in_the_draft_of_its_essay(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, title="The Thaw")
    assert 'href="/essays/return/">The Thaw</a>' in preview(editor_client, text).text


def test_section_is_previewed_in_the_draft_of_its_essay(editor_client, essay):
    factories.text(essay=essay)
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    assert ">Law</a>" in editor_client.get("/essays/return/texts/?draft").text


def test_new_and_hidden_sources_are_previewed_in_their_order(editor_client, essay):
    for number, title in enumerate(["First", "Second"], start=1):
        factories.text(essay=essay, title=title, position=number)
    new = row("texts", 2, title="New", kind="decree", position=0)
    rows = {"texts-0-position": 3} | new
    press(editor_client, "_draft", essay, **rows)
    page = editor_client.get("/essays/return/texts/?draft").text
    assert re.findall(r'<li><a dir="auto" href="[^"]*">(\w+)</a>', page) == [
        "New",
        "Second",
        "First",
    ]
    assert 'Texts\n<span class="count">3</span>' in preview(editor_client, essay).text


def test_source_is_previewed_between_its_neighbours_in_the_draft(editor_client, essay):
    texts = [factories.text(essay=essay, title=title) for title in ("First", "Second", "Third")]
    press(editor_client, "_draft", essay, **{"texts-0-position": 9})
    page = squeezed(preview(editor_client, texts[1]).text)
    assert "Previous</span>" not in page
    assert "Next</span><br><bdi>Third</bdi>" in page


def test_source_moved_by_its_draft_is_previewed_in_the_other_essay(editor_client, essay):
    text = factories.text(essay=factories.essay(title="Elsewhere"), date="1953-03-27")
    factories.text(essay=essay, title="Neighbour")
    press(editor_client, "_draft", text, essay=essay.pk, title="Law")
    page = preview(editor_client, text).text
    assert 'href="/essays/return/">Prisoners Return</a>' in page
    assert "<bdi>Neighbour</bdi>" in page
    assert "Elsewhere" not in page


def test_lead_image_is_previewed_with_its_own_values(editor_client, essay):
    image = factories.image(essay=essay)
    press(editor_client, "_draft", essay, lead_image=image.pk, **{"images-0-title": "The Gate"})
    page = preview(editor_client, essay).text
    assert ">The Gate</a></b></bdi>" in page
    assert '<ul class="strip">' not in page


def test_link_to_a_source_is_previewed_with_its_new_title(editor_client, essay):
    text = factories.text(essay=essay)
    body = f'<p><a data-source="{text.key}">The decree</a> was read.</p>'
    press(editor_client, "_draft", essay, body=body, **{"texts-0-title": "Law"})
    assert '<b dir="auto">Law</b>' in preview(editor_client, essay).text


def test_year_of_a_draft_is_previewed_on_the_line_of_moments(editor_client, essay):
    factories.essay(year=1954)
    press(editor_client, "_draft", essay, year=1953)
    page = squeezed(preview(editor_client, essay).text)
    assert '<a href="/years/1953/" aria-current="true">1953</a>' in page


def test_own_draft_of_a_source_is_not_previewed_with_its_essay(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, title="The Thaw")
    press(editor_client, "_draft", text, title="Half-done")
    assert "Half-done" not in editor_client.get("/essays/return/texts/?draft").text


def test_preview_without_a_draft_redirects_to_the_page(editor_client, essay):
    assert preview(editor_client, essay).url == "/essays/return/"


def test_preview_of_an_invalid_draft_redirects_to_the_form(editor_client, essay):
    press(editor_client, "_draft", essay, slug="thaw")
    factories.essay(slug="thaw")
    response = preview(editor_client, essay)
    assert response.url == change(essay)
    assert messages(editor_client.get(response.url))[-1] == "Essay with this Slug already exists."


@pytest.mark.parametrize("groups", [[], ["Moderators"]])
def test_preview_returns_404_for_visitors_and_moderators(client, essay, groups):
    Draft.objects.create(target=essay, data={"title": "Unheard-of"})
    client.force_login(factories.user(*groups))
    assert preview(client, essay).status_code == 404


def test_preview_returns_404_for_visitors_with_or_without_a_draft(client, essay):
    with_draft, without = essay, factories.essay()
    Draft.objects.create(target=with_draft, data={"title": "Unheard-of"})
    assert [preview(client, row).status_code for row in (with_draft, without)] == [404, 404]


@pytest.mark.parametrize("codename", ["change_text", "change_essay"])
def test_preview_of_a_source_needs_permission_for_the_essay_too(client, essay, codename):
    text = factories.text(essay=essay)
    Draft.objects.create(target=essay, data={"title": "Unheard-of"})
    editor = factories.user("Editors")
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename=codename))
    client.force_login(editor)
    assert preview(client, text).status_code == 404


def test_reading_the_public_page_stores_nothing(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = editor_client.get("/essays/return/")
    assert "Prisoners Return" in page.text
    assert [query for query in queries if not query["sql"].startswith(("SELECT", "(SELECT"))] == []


def test_player_in_a_preview_loads_the_captions_of_the_draft(editor_client, client):
    video = factories.subtitled()
    Draft.objects.create(target=video, data={"captions": video.captions.replace("Раз", "Раз и")})
    assert "captions.vtt?in=ru&amp;draft" in preview(editor_client, video).text
    captions = f"{video.get_absolute_url()}captions.vtt?in=ru"
    asked = [editor_client.get(address).text for address in (captions, f"{captions}&draft")]
    assert ["Раз и" in text for text in asked] == [False, True]
    client.logout()
    assert client.get(f"{captions}&draft").status_code == 404
    assert "&amp;draft" not in client.get(video.get_absolute_url()).text
