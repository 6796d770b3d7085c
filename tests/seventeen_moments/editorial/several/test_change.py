"""The preview of “Change several”, and the change."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import BulkChange
from seventeen_moments.search.check import differences
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.editorial import authoring
from tests.seventeen_moments.editorial.several.pages import (
    change,
    confirm,
    names_of,
    preview,
    said,
    selected,
)

PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"
TOMORROW = timezone.now() + timedelta(days=1)


def cells(page):
    """By title: the changed values before and after."""
    return {
        row.title: [(before, after) for _label, changes, before, after in cells if changes]
        for row, cells in page.context["table"]
    }


def reasons(page):
    return [(row.title, row.reason) for row in page.context["edit"].skipped]


def search_is_right():
    return not [*differences()]


# The preview


def test_preview_shows_old_and_new_values(editor_client):
    texts = [factories.text(title="One"), factories.text(title="Other", repository="RGASPI")]
    page = preview(editor_client, texts, repository="GARF", rights=PUBLIC_DOMAIN)
    assert cells(page) == {
        "One": [("", "GARF"), ("", "Public domain")],
        "Other": [("RGASPI", "GARF"), ("", "Public domain")],
    }
    assert Text.objects.filter(repository="GARF").count() == 0


def test_preview_counts_rows_that_change_and_rows_that_do_not(editor_client):
    texts = [factories.text(), factories.text(repository="GARF")]
    page = preview(editor_client, texts, repository="GARF")
    words = " ".join(page.text.split())
    assert "<strong>1</strong> row changes." in words
    assert "1 row has these values already." in words


def test_preview_is_in_the_order_of_the_list(editor_client):
    texts = [factories.text(title=title) for title in "BCA"]
    response = editor_client.post(
        selected(*texts) + "&o=1", {"change-repository": "on", "repository": "GARF"}
    )
    assert list(cells(response)) == ["A", "B", "C"]


def test_preview_says_what_becomes_public_and_what_changes_in_public(editor_client):
    draft = factories.text(status=Status.DRAFT)
    page = preview(editor_client, [draft, factories.text()], status="published", language="ru")
    words = " ".join(page.text.split())
    assert "1 page becomes public immediately." in words
    assert "1 public page changes immediately." in words


def test_preview_says_what_is_withdrawn(editor_client):
    page = preview(editor_client, [factories.essay()], status="draft")
    words = " ".join(page.text.split())
    assert "1 public page is withdrawn." in words
    assert "sources of an essay are public only while the essay is." in words


def test_preview_without_a_change_has_no_button(editor_client):
    page = preview(editor_client, [factories.text(repository="GARF")], repository="GARF")
    assert 'name="confirm"' not in page.text


def test_form_keeps_what_was_typed_when_the_editor_goes_back(editor_client):
    text = factories.text()
    page = preview(editor_client, [text], repository="<GARF>")
    form = editor_client.post(selected(text), filled(page, edit="1"))
    assert 'value="&lt;GARF&gt;"' in form.text


def test_preview_shows_a_hundred_rows_and_counts_the_others(editor_client, unsearched):
    essay = factories.essay()
    for number in range(101):
        factories.text(essay=essay, slug=f"text-{number}", position=number)
    address = selected(Text(pk=0)).partition("?")[0]
    page = editor_client.post(address, {"change-repository": "on", "repository": "GARF"})
    assert (len(page.context["table"]), page.context["more"]) == (100, 1)
    response = editor_client.post(address, filled(page, confirm=page.context["edit"].digest))
    assert "101 rows changed." in said(response)[0]
    assert Text.objects.filter(repository="GARF").count() == 101


# The change


@pytest.mark.parametrize("kind", kinds())
def test_sources_of_each_kind_are_changed_and_found(editor_client, kind):
    rows = [factories.maker(kind)() for _ in range(2)]
    change(editor_client, rows, creators="Kollontai, Alexandra", language="ru")
    assert [(row.creators, row.language) for row in rows] == [("Kollontai, Alexandra", "ru")] * 2
    assert search_is_right()


def test_essays_are_changed_with_their_sources_in_the_index(editor_client):
    essays = [factories.essay(body="<p>Bread</p>") for _ in range(2)]
    factories.text(essay=essays[0])
    change(editor_client, essays, year="1954", authors="Siegelbaum, Lewis", add_themes="Law")
    assert [(essay.year, essay.authors, names_of(essay)) for essay in essays] == [
        (1954, "Siegelbaum, Lewis", ["Law"])
    ] * 2
    assert search_is_right()


def test_themes_are_added_and_removed(editor_client):
    one, other = factories.text(), factories.text()
    one.themes.add("Gulag", "Law")
    change(editor_client, [one, other], add_themes="amnesty, Terror", remove_themes="gulag")
    assert [names_of(row) for row in (one, other)] == [
        ["Law", "Terror", "amnesty"],
        ["Terror", "amnesty"],
    ]
    assert search_is_right()
    assert Tag.objects.filter(name="Gulag").exists()


def test_ticked_empty_field_is_emptied(editor_client):
    text = factories.text(content_warning="Violence.")
    page = preview(editor_client, [text], content_warning="")
    assert cells(page) == {text.title: [("Violence.", "")]}
    confirm(editor_client, page)
    text.refresh_from_db()
    assert text.content_warning == ""


def test_typed_date_is_stored_with_what_is_derived_from_it(editor_client):
    texts = [factories.text(), factories.text(display_date="In autumn")]
    typed = {"date": "25 October 1917 (O.S.)", "date-reading": "1917-11-07"}
    change(editor_client, texts, **typed)
    assert {(text.date, str(text.earliest), text.day) for text in texts} == {
        ("1917-11-07", "1917-11-07", 1107)
    }
    assert [text.display_date for text in texts] == ["25 October (7 November) 1917", "In autumn"]


def test_sources_move_to_another_essay_and_redirect(editor_client, client):
    texts = [factories.text(slug="decree"), factories.text(slug="letter")]
    target, address = factories.essay(title="Target"), texts[0].get_absolute_url()
    change(editor_client, texts, essay=target.pk)
    assert [text.essay for text in texts] == [target, target]
    assert client.get(address).url == texts[0].get_absolute_url()
    assert search_is_right()


def test_change_is_in_the_history_of_each_essay(editor_client):
    text, image = factories.text(), factories.text()
    change(editor_client, [text, image], repository="GARF")
    for essay in (text.essay, image.essay):
        notes = [state.revision.comment for state in states_of(Essay, essay.pk)]
        assert notes == ["Several changed at once: repository", "As it was before the next change"]


def test_change_is_in_the_log_of_the_admin(editor_client):
    texts = [factories.text(), factories.text()]
    change(editor_client, texts, repository="GARF")
    assert sorted(LogEntry.objects.values_list("object_id", flat=True)) == sorted(
        str(text.pk) for text in texts
    )


def test_change_notes_the_time_of_the_change(editor_client):
    text = factories.text()
    before = text.updated
    change(editor_client, [text], repository="GARF")
    assert text.updated > before


# Publication


def test_drafts_are_published_now_or_at_their_time(editor_client):
    now, later = (
        factories.text(status=Status.DRAFT, published_at=time) for time in [None, TOMORROW]
    )
    change(editor_client, [now, later], status="published")
    assert (now.is_published(), later.published_at) == (True, TOMORROW)
    assert search_is_right()


def test_public_pages_are_withdrawn(editor_client, client):
    essays = [factories.essay(), factories.essay()]
    texts = [factories.text(essay=essay) for essay in essays]
    change(editor_client, essays, status="draft")
    assert [essay.status for essay in essays] == ["draft", "draft"]
    client.logout()
    assert client.get(texts[0].get_absolute_url()).status_code == 404
    assert search_is_right()


def test_row_that_may_not_be_published_is_left_out_with_the_reason(editor_client, settings):
    settings.PUBLISHING_NEEDS = ["rights"]
    bare = factories.image(title="Bare", status=Status.DRAFT, alternative_text="", rights="x")
    unknown = factories.image(title="Unknown", status=Status.DRAFT)
    ready = factories.image(title="Ready", status=Status.DRAFT, rights=PUBLIC_DOMAIN)
    page = preview(editor_client, [bare, unknown, ready], status="published")
    found = dict(reasons(page))
    assert "Alternative text: Write an alternative text" in found["Bare"]
    assert found["Unknown"] == "Publication requires a rights statement."
    confirm(editor_client, page)
    assert list(Image.objects.due()) == [ready]


def test_public_page_does_not_lose_what_publication_needs(editor_client, settings):
    settings.PUBLISHING_NEEDS = ["rights"]
    complete, incomplete = factories.text(rights=PUBLIC_DOMAIN), factories.text()
    page = preview(editor_client, [complete, incomplete], rights="", language="ru")
    assert reasons(page) == [(complete.title, "Publication requires a rights statement.")]


# Rows that are left as they are


def test_draft_with_another_value_is_respected(editor_client):
    plain, own = factories.text(title="Plain"), factories.text(title="Own")
    Draft.objects.create(target=plain, data={"title": "Later"})
    Draft.objects.create(target=own, data={"rights": "x"})
    page = preview(editor_client, [plain, own], rights=PUBLIC_DOMAIN)
    words = "Its draft changes this, too: rights. Publish or discard the draft first."
    assert (reasons(page), list(cells(page))) == ([("Own", words)], ["Plain"])
    confirm(editor_client, page)
    assert Draft.objects.count() == 2


def test_source_with_a_draft_of_its_essay_does_not_move(editor_client):
    text, target = factories.text(), factories.essay()
    parent = Draft.objects.create(target=text.essay, data={"title": "Later"})
    Draft.objects.create(target=text, data={"title": "Later"}, parent=parent)
    page = preview(editor_client, [text], essay=target.pk)
    assert "Its draft belongs to that of its essay." in reasons(page)[0][1]


def test_taken_slugs_are_reported(editor_client):
    target = factories.essay()
    factories.text(essay=target, slug="decree")
    moving = [factories.text(slug=slug) for slug in ["decree", "letter", "letter"]]
    page = preview(editor_client, moving, essay=target.pk)
    assert len(reasons(page)) == 2
    confirm(editor_client, page)
    assert sorted(target.texts.values_list("slug", flat=True)) == ["decree", "letter"]


def test_author_changes_own_drafts_only(author_client, author):
    essay = factories.essay(owner=author, status=Status.DRAFT)
    own = factories.text(essay=essay, owner=author, status=Status.DRAFT, title="Own")
    public = factories.text(owner=author, title="Public")
    other = factories.text(status=Status.DRAFT, title="Unheard-of")
    page = preview(author_client, [own, public, other], repository="GARF")
    assert reasons(page) == [("Public", "You cannot change it: it is published, or not yours.")]
    confirm(author_client, page)
    assert list(Text.objects.filter(repository="GARF")) == [own]


# At the same time


def test_row_changed_after_the_preview_is_shown_again(editor_client):
    texts = [factories.text(title="One"), factories.text(title="Other")]
    page = preview(editor_client, texts, repository="GARF")
    Text.objects.filter(pk=texts[0].pk).update(repository="RGASPI")
    again = confirm(editor_client, page)
    assert "Nothing was changed yet" in again.text
    assert cells(again) == {"One": [("RGASPI", "GARF")], "Other": [("", "GARF")]}
    assert not Text.objects.filter(repository="GARF").exists()
    confirm(editor_client, again)
    assert Text.objects.filter(repository="GARF").count() == 2


def test_form_that_was_open_shows_the_change_before_it_overwrites_it(editor_client):
    text = factories.text()
    form = authoring.change(text)
    opened = editor_client.get(form)
    change(editor_client, [text], repository="GARF")
    refused = editor_client.post(form, filled(opened, title="New"))
    [difference] = refused.context["conflict"].differences
    assert difference.label == "Repository"


@pytest.mark.parametrize("narrowed", ["", "&incomplete=rights"])
def test_second_click_changes_nothing_and_says_the_same(editor_client, narrowed):
    data = {"change-rights": "on", "rights": PUBLIC_DOMAIN}
    page = editor_client.post(selected(factories.text()) + narrowed, data)
    first, second = confirm(editor_client, page), confirm(editor_client, page)
    assert first.url == second.url
    assert "1 row changed." in said(second)[-1]
    assert BulkChange.objects.count() == 1


# Queries


def test_queries_do_not_grow_with_the_rows(editor_client):
    essay = factories.essay()

    def texts(name, number):
        return [
            factories.text(
                essay=essay, slug=f"{name}-{each}", position=each, title=f"{name} {each}"
            )
            for each in range(number)
        ]

    def queries(rows, **fields):
        with CaptureQueriesContext(connection) as counted:
            change(editor_client, rows, **fields)
        return len(counted) - len(rows)  # each is refreshed

    fields = {"repository": "GARF", "date": "1953", "add_themes": "Law"}
    queries(texts("first", 2), **fields)
    assert queries(texts("few", 2), **fields) == queries(texts("many", 20), **fields)


def test_confirmation_of_an_absurd_preview_is_shown_again(editor_client):
    text = factories.text()
    data = filled(preview(editor_client, [text], repository="GARF"), confirm="a\0b")
    response = editor_client.post(selected(text), data)
    assert "Nothing was changed yet" in response.text
