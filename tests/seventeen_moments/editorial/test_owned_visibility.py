"""Authors find their own drafts, and none of others."""

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.editorial.authoring import (
    ADD_TEXT,
    LIST,
    change,
    rows,
    save,
)


@pytest.mark.parametrize("make", factories.SOURCES)
def test_author_can_link_own_and_public_sources(author_client, author, draft, make):
    make(essay=draft, title="Unheard-of", status=Status.DRAFT)
    make(essay=draft, title="Own", owner=author, status=Status.DRAFT)
    make(essay=draft, title="Public")
    page = reverse("admin:essays_essay_sources", args=[draft.pk])
    [section] = author_client.get(page).json()["sections"]
    assert [source["title"] for source in section["sources"]] == ["Own", "Public"]


def test_hidden_lead_image_is_not_named(author_client, draft):
    draft.lead_image = factories.image(essay=draft, title="Unheard-of", status=Status.DRAFT)
    draft.save()
    assert "Unheard-of" not in author_client.get(change(draft)).text


def test_draft_of_a_hidden_source_is_not_compared(author_client, draft):
    text = factories.text(essay=draft, title="Unheard-of", status=Status.DRAFT)
    whole = Draft.objects.create(target=draft, data={"title": "The Thaw"})
    Draft.objects.create(target=text, data={"title": "Unheard-of"}, parent=whole)
    page = author_client.get(reverse("admin:essays_essay_draft", args=[draft.pk])).text
    assert ("The Thaw" in page, "Unheard-of" in page) == (True, False)


@pytest.mark.parametrize("address", [LIST, reverse("admin:resources_text_changelist")])
def test_theme_filter_has_no_themes_of_hidden_drafts(author_client, author, draft, address):
    for owner, theme in [(author, "Law"), (None, "Unheard-of")]:
        essay = draft if owner else factories.essay(status=Status.DRAFT)
        for obj in [essay, factories.text(essay=essay, owner=owner, status=Status.DRAFT)]:
            obj.themes.add(theme, "Bread")
    page = author_client.get(address).text
    assert ("Law" in page, "Unheard-of" in page) == (True, False)


def test_list_of_an_author_has_own_essays_only(author_client, author, draft):
    factories.essay(status=Status.DRAFT)
    factories.essay()
    published = factories.essay(owner=author)
    assert set(author_client.get(LIST).context["cl"].result_list) == {draft, published}


def test_source_of_another_user_cannot_be_changed_as_a_row(author_client, draft):
    text = factories.text(essay=draft, title="Decree", status=Status.DRAFT)
    assert rows(author_client.get(change(draft)), "texts").initial_form_count() == 0
    stolen = row("texts", 0, id=text.pk, title="Stolen", kind="other")
    save(author_client, draft, **stolen | {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 1})
    assert Text.objects.get().title == "Decree"


def test_author_cannot_add_a_source_to_a_hidden_draft(author_client):
    essay = factories.essay(title="Unheard-of", status=Status.DRAFT)
    page = author_client.get(ADD_TEXT, {"essay": essay.pk})
    response = author_client.post(ADD_TEXT, filled(page, title="Decree", essay=essay.pk))
    assert list(response.context["adminform"].form.errors) == ["essay"]
    assert ("Unheard-of" in page.text, "Unheard-of" in response.text) == (False, False)


def test_autocomplete_finds_own_essays_only(author_client, draft):
    factories.essay(title="Virgin Soil", status=Status.DRAFT)
    query = {
        "term": "virgin",
        "app_label": "resources",
        "model_name": "text",
        "field_name": "essay",
    }
    results = author_client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert results == [{"id": str(draft.pk), "text": "Virgin Lands"}]


def test_author_cannot_delete_an_essay_with_a_source_of_an_editor(author_client, draft):
    factories.text(essay=draft, status=Status.DRAFT)
    address = reverse("admin:essays_essay_delete", args=[draft.pk])
    assert author_client.post(address, {"post": "yes"}).status_code == 403
    assert (Essay.objects.count(), Text.objects.count()) == (1, 1)


def test_selected_drafts_of_others_are_not_deleted(author_client, draft):
    other = factories.essay(status=Status.DRAFT)
    data = {
        "action": "delete_selected",
        "_selected_action": [draft.pk, other.pk],
        "post": "yes",
    }
    author_client.post(LIST, data)
    assert list(Essay.objects.all()) == [other]


def test_lead_image_is_chosen_from_own_and_published_images(author_client, author, draft):
    own = factories.image(essay=draft, owner=author, status=Status.DRAFT)
    published = factories.image(essay=draft)
    factories.image(essay=draft, status=Status.DRAFT)
    field = author_client.get(change(draft)).context["adminform"].form.fields["lead_image"]
    assert list(field.queryset) == [own, published]


def test_hidden_lead_image_is_kept_on_save(author_client, draft):
    draft.lead_image = factories.image(essay=draft, status=Status.DRAFT)
    draft.save()
    save(author_client, draft, title="The Thaw")
    draft.refresh_from_db()
    assert (draft.title, draft.lead_image.title) == ("The Thaw", "At the Camp Gate")


@pytest.mark.parametrize("make", factories.SOURCES)
def test_source_in_a_hidden_essay_is_not_found(author_client, author, make):
    hidden = factories.essay(title="Unheard-of", status=Status.DRAFT)
    source = make(essay=hidden, owner=author, status=Status.DRAFT)
    listed = reverse(f"admin:{source._meta.label_lower.replace('.', '_')}_changelist")
    assert author_client.get(source.get_absolute_url()).status_code == 404
    assert author_client.get(change(source)).url == reverse("admin:index")
    assert list(author_client.get(listed).context["cl"].result_list) == []


def test_list_of_an_author_who_moderates_has_own_and_public_essays(client, author, draft):
    author.groups.add(*factories.user("Moderators").groups.all())
    public = factories.essay()
    factories.essay(status=Status.DRAFT)
    client.force_login(author)
    assert set(client.get(LIST).context["cl"].result_list) == {draft, public}


def test_page_that_no_account_entered_shows_a_dash(editor_client):
    page = editor_client.get(change(factories.essay())).text
    entered_by = page.partition("field-entered_by")[2].partition('class="readonly">')[2]
    assert entered_by.startswith("-</div>")


@pytest.mark.parametrize(("who", "whose"), [("author", "your pages"), ("editor", "the archive")])
def test_first_page_says_whose_completeness_it_counts(request, db, who, whose):
    page = request.getfixturevalue(f"{who}_client").get("/admin/").text
    assert f'id="completeness">Completeness of {whose}<' in page
