"""What authors may do: drafts of their own, and nothing that becomes public by itself."""

import re

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Image, Reference, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import versions_of
from tests import factories
from tests.forms import filled, row

ADD = reverse("admin:essays_essay_add")
ADD_TEXT = reverse("admin:resources_text_add")
LIST = reverse("admin:essays_essay_changelist")
MAKERS = factories.SOURCES


def change(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def save(client, obj, **fields):
    return client.post(change(obj), filled(client.get(change(obj))) | fields)


def fields(response):
    return set(response.context["adminform"].form.fields)


def rows(response, prefix):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == prefix)


@pytest.fixture
def draft(author):
    return factories.essay(title="Virgin Lands", status=Status.DRAFT, owner=author)


# Writing


def test_author_writes_a_draft_of_their_own(author_client, author):
    page = author_client.get(ADD)
    author_client.post(ADD, filled(page, title="Virgin Lands", slug="virgin-lands"))
    essay = Essay.objects.get()
    assert (essay.title, essay.status, essay.owner) == ("Virgin Lands", Status.DRAFT, author)


def test_author_changes_their_own_draft(author_client, draft):
    save(author_client, draft, title="The Thaw")
    assert Essay.objects.get().title == "The Thaw"


def test_button_that_publishes_does_nothing_for_an_author(author_client, draft):
    save(author_client, draft, title="The Thaw", _publish="")
    assert Essay.objects.get().status == Status.DRAFT


def buttons(page):
    return re.findall(r'<input type="submit" value="([^"]+)"', page.text)


def test_author_sees_no_button_that_publishes(author_client, draft):
    seen = {*buttons(author_client.get(ADD)), *buttons(author_client.get(change(draft)))}
    assert seen == {"Save", "Save and add another", "Save and continue editing"}


def test_editor_sees_the_button_for_drafts_first(editor_client, draft):
    seen = buttons(editor_client.get(change(draft)))
    assert seen[:2] == ["Save draft", "Publish"]


def test_author_deletes_their_own_draft(author_client, draft):
    author_client.post(reverse("admin:essays_essay_delete", args=[draft.pk]), {"post": "yes"})
    assert Essay.objects.count() == 0


def test_author_adds_a_source_of_their_own(author_client, author, draft):
    page = author_client.get(ADD_TEXT)
    author_client.post(ADD_TEXT, filled(page, essay=draft.pk, title="Decree"))
    text = Text.objects.get()
    assert (text.status, text.owner, text.essay) == (Status.DRAFT, author, draft)


def test_row_that_an_author_adds_is_their_own(author_client, author, draft):
    added = row("references", 0, title="Brezhnev", kind="book")
    save(author_client, draft, **added | {"references-TOTAL_FORMS": 1})
    reference = Reference.objects.get()
    assert (reference.status, reference.owner) == (Status.DRAFT, author)


def test_editor_who_saves_a_draft_does_not_take_it_over(editor_client, author, draft):
    save(editor_client, draft, title="The Thaw")
    draft.refresh_from_db()
    assert (draft.title, draft.owner) == ("The Thaw", author)


def test_editor_reads_who_entered_an_essay(editor_client, draft):
    page = editor_client.get(change(draft)).text
    assert '<div class="readonly">author</div>' in page


def test_account_that_is_deleted_leaves_its_essays(author, draft):
    author.delete()
    draft.refresh_from_db()
    assert draft.owner is None


# Publishing


@pytest.mark.parametrize("make", [factories.essay, *MAKERS])
def test_author_is_offered_no_publication(author_client, author, draft, make):
    essay = {} if make is factories.essay else {"essay": draft}
    page = author_client.get(change(make(owner=author, status=Status.DRAFT, **essay)))
    assert fields(page) & {"status", "published_at", "entered_by"} == set()


@pytest.mark.parametrize("prefix", factories.RELATIONS)
def test_author_is_offered_no_publication_of_a_row(author_client, draft, prefix):
    page = author_client.get(change(draft))
    assert "status" not in rows(page, prefix).empty_form.fields


def test_author_does_not_publish_an_essay(author_client, draft):
    response = save(author_client, draft, status="published", title="The Thaw")
    draft.refresh_from_db()
    assert (response.status_code, draft.status, draft.title) == (403, Status.DRAFT, "Virgin Lands")


def test_author_does_not_add_a_published_essay(author_client):
    data = filled(author_client.get(ADD), title="The Thaw", slug="the-thaw", status="published")
    assert (author_client.post(ADD, data).status_code, Essay.objects.count()) == (403, 0)


def test_author_does_not_publish_a_row(author_client, draft):
    added = row("texts", 0, title="Decree", kind="decree", status="published")
    response = save(author_client, draft, **added | {"texts-TOTAL_FORMS": 1})
    assert (response.status_code, Text.objects.count()) == (403, 0)


@pytest.fixture
def picture(author, draft):
    return factories.image(essay=draft, owner=author, status=Status.DRAFT, alternative_text="")


def pictures_of(essay):
    return reverse("admin:resources_image_pictures", query={"essay": essay.pk})


def test_author_is_offered_no_publication_of_the_pictures_added(author_client, picture):
    shown = author_client.get(pictures_of(picture.essay)).context["rows"]
    assert [set(form.fields) for form in shown] == [{"title", "alternative_text", "decorative"}]


def test_author_describes_their_pictures(author_client, picture):
    page = pictures_of(picture.essay)
    words = row("picture", picture.pk, alternative_text="A gate")
    author_client.post(page, filled(author_client.get(page), describe="Save", **words))
    assert Image.objects.get().alternative_text == "A gate"


def test_author_does_not_publish_a_picture_by_describing_it(author_client, picture):
    page = pictures_of(picture.essay)
    words = row("picture", picture.pk, alternative_text="A gate", status="published")
    response = author_client.post(page, filled(author_client.get(page), describe="Save", **words))
    picture.refresh_from_db()
    told = (response.status_code, picture.status, picture.alternative_text)
    assert told == (403, Status.DRAFT, "")


def doors(draft):
    """Whatever takes a form from an author, or might."""
    yield ADD
    yield change(draft)
    yield LIST
    yield pictures_of(draft)
    yield reverse("bulk:import")
    yield reverse("admin:essays_essay_draft", args=[draft.pk])
    yield reverse("admin:essays_essay_terms", args=[draft.pk])
    state = versions_of(Essay, draft.pk).first()
    yield reverse("admin:essays_essay_restore", args=[draft.pk, state.pk])
    for kind in kinds():
        yield reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_add")
        for source in kind.objects.all():
            yield change(source)


@pytest.mark.parametrize("button", ["_save", "_publish", "_draft", "describe", "send"])
def test_no_door_publishes_for_an_author(author_client, author, draft, button):
    for make in MAKERS:
        make(essay=draft, owner=author, status=Status.DRAFT)
    record(Essay, draft.pk)
    for door in doors(draft):
        page = author_client.get(door)
        shown = filled(page) if page.status_code == 200 else {}
        at = {"published_at": "2020-01-01", "published_at_0": "2020-01-01"}
        later = at | {"published_at_1": "12:00:00", button: "on"}
        author_client.post(door, shown | later)
        author_client.post(door, shown | later | {"status": "published"})
    found = [model.objects.exclude(status=Status.DRAFT).count() for model in [Essay, *kinds()]]
    assert set(found) == {0}


def test_author_reads_what_an_editor_published_and_does_not_change_it(author_client, author):
    essay = factories.essay(title="Virgin Lands", owner=author)
    page = author_client.get(change(essay))
    response = author_client.post(change(essay), {"title": "The Thaw", "slug": "the-thaw"})
    essay.refresh_from_db()
    assert (page.status_code, fields(page) - {"lead_image"}) == (200, set())
    assert (response.status_code, essay.title) == (403, "Virgin Lands")


def test_author_does_not_delete_what_an_editor_published(author_client, author):
    essay = factories.essay(owner=author)
    address = reverse("admin:essays_essay_delete", args=[essay.pk])
    assert author_client.post(address, {"post": "yes"}).status_code == 403
    assert Essay.objects.count() == 1


def test_row_that_an_editor_published_is_no_row_of_the_author(author_client, author, draft):
    factories.text(essay=draft, owner=author)
    assert rows(author_client.get(change(draft)), "texts").initial_form_count() == 0


# What is others'


@pytest.mark.parametrize("make", MAKERS)
def test_author_links_their_own_sources_and_what_is_public(author_client, author, draft, make):
    make(essay=draft, title="Unheard-of", status=Status.DRAFT)
    make(essay=draft, title="Own", owner=author, status=Status.DRAFT)
    make(essay=draft, title="Public")
    page = reverse("admin:essays_essay_sources", args=[draft.pk])
    [section] = author_client.get(page).json()["sections"]
    assert [source["title"] for source in section["sources"]] == ["Own", "Public"]


def test_hidden_image_that_an_editor_chose_to_lead_is_not_named(author_client, draft):
    draft.lead_image = factories.image(essay=draft, title="Unheard-of", status=Status.DRAFT)
    draft.save()
    assert "Unheard-of" not in author_client.get(change(draft)).text


def test_draft_of_a_source_of_somebody_else_is_not_compared(author_client, draft):
    text = factories.text(essay=draft, title="Unheard-of", status=Status.DRAFT)
    whole = Draft.objects.create(target=draft, data={"title": "The Thaw"})
    Draft.objects.create(target=text, data={"title": "Unheard-of"}, parent=whole)
    page = author_client.get(reverse("admin:essays_essay_draft", args=[draft.pk])).text
    assert ("The Thaw" in page, "Unheard-of" in page) == (True, False)


@pytest.mark.parametrize("address", [LIST, reverse("admin:resources_text_changelist")])
def test_themes_of_drafts_of_others_narrow_no_list_of_an_author(
    author_client, author, draft, address
):
    for owner, theme in [(author, "Law"), (None, "Unheard-of")]:
        essay = draft if owner else factories.essay(status=Status.DRAFT)
        for thing in [essay, factories.text(essay=essay, owner=owner, status=Status.DRAFT)]:
            thing.themes.add(theme, "Bread")
    page = author_client.get(address).text
    assert ("Law" in page, "Unheard-of" in page) == (True, False)


def test_author_lists_their_own(author_client, author, draft):
    factories.essay(status=Status.DRAFT)
    factories.essay()
    published = factories.essay(owner=author)
    assert set(author_client.get(LIST).context["cl"].result_list) == {draft, published}


def test_source_of_somebody_else_is_no_row_of_the_author(author_client, draft):
    text = factories.text(essay=draft, title="Decree", status=Status.DRAFT)
    assert rows(author_client.get(change(draft)), "texts").initial_form_count() == 0
    stolen = row("texts", 0, id=text.pk, title="Stolen", kind="other")
    save(author_client, draft, **stolen | {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 1})
    assert Text.objects.get().title == "Decree"


def test_author_adds_nothing_to_a_draft_of_somebody_else(author_client):
    essay = factories.essay(title="Unheard-of", status=Status.DRAFT)
    page = author_client.get(ADD_TEXT, {"essay": essay.pk})
    response = author_client.post(ADD_TEXT, filled(page, title="Decree", essay=essay.pk))
    assert list(response.context["adminform"].form.errors) == ["essay"]
    assert ("Unheard-of" in page.text, "Unheard-of" in response.text) == (False, False)


def test_author_finds_only_their_own_essays_as_they_type(author_client, draft):
    factories.essay(title="Virgin Soil", status=Status.DRAFT)
    query = {
        "term": "virgin",
        "app_label": "resources",
        "model_name": "text",
        "field_name": "essay",
    }
    found = author_client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert found == [{"id": str(draft.pk), "text": "Virgin Lands"}]


def test_author_does_not_delete_the_source_of_an_editor_with_their_essay(author_client, draft):
    factories.text(essay=draft, status=Status.DRAFT)
    address = reverse("admin:essays_essay_delete", args=[draft.pk])
    assert author_client.post(address, {"post": "yes"}).status_code == 403
    assert (Essay.objects.count(), Text.objects.count()) == (1, 1)


def test_chosen_drafts_of_others_are_not_deleted(author_client, draft):
    others = factories.essay(status=Status.DRAFT)
    data = {
        "action": "delete_selected",
        "_selected_action": [draft.pk, others.pk],
        "post": "yes",
    }
    author_client.post(LIST, data)
    assert list(Essay.objects.all()) == [others]


def test_author_leads_with_their_own_images_and_what_is_published(author_client, author, draft):
    own = factories.image(essay=draft, owner=author, status=Status.DRAFT)
    published = factories.image(essay=draft)
    factories.image(essay=draft, status=Status.DRAFT)
    field = author_client.get(change(draft)).context["adminform"].form.fields["lead_image"]
    assert list(field.queryset) == [own, published]


def test_image_that_an_editor_chose_to_lead_stays(author_client, draft):
    draft.lead_image = factories.image(essay=draft, status=Status.DRAFT)
    draft.save()
    save(author_client, draft, title="The Thaw")
    draft.refresh_from_db()
    assert (draft.title, draft.lead_image.title) == ("The Thaw", "At the Camp Gate")


@pytest.mark.parametrize("make", MAKERS)
def test_source_that_was_moved_to_a_hidden_essay_is_out_of_reach(author_client, author, make):
    hidden = factories.essay(title="Unheard-of", status=Status.DRAFT)
    source = make(essay=hidden, owner=author, status=Status.DRAFT)
    listed = reverse(f"admin:{source._meta.label_lower.replace('.', '_')}_changelist")
    assert author_client.get(source.get_absolute_url()).status_code == 404
    assert author_client.get(change(source)).url == reverse("admin:index")
    assert list(author_client.get(listed).context["cl"].result_list) == []


@pytest.mark.parametrize("make", MAKERS)
def test_author_previews_what_is_due_in_their_own_draft(author_client, draft, make):
    assert author_client.get(make(essay=draft).get_absolute_url()).status_code == 200


def test_author_who_moderates_finds_their_own_and_what_is_public(client, author, draft):
    author.groups.add(*factories.user("Moderators").groups.all())
    public = factories.essay()
    factories.essay(status=Status.DRAFT)
    client.force_login(author)
    assert set(client.get(LIST).context["cl"].result_list) == {draft, public}


def test_author_without_a_desk_account_any_more_previews_nothing(client, author, draft):
    author.is_active = False
    author.save()
    client.force_login(author)
    assert client.get(draft.get_absolute_url()).status_code == 404


# The rule


@pytest.fixture
def every_case(author, draft):
    """Sources of the author and of others, draft and published, in essays of each kind."""
    published, hidden = factories.essay(), factories.essay(status=Status.DRAFT)
    for essay in [draft, published, hidden]:
        for owner in [author, None]:
            for status in Status:
                factories.text(essay=essay, owner=owner, status=status)


@pytest.mark.parametrize("model", [Essay, Text])
@pytest.mark.parametrize("rule", ["owned_by", "viewable_by"])
def test_row_answers_as_the_list_does(author, every_case, model, rule):
    listed = set(getattr(model.objects, rule)(author))
    answered = {obj for obj in model.objects.all() if getattr(obj, f"is_{rule}")(author)}
    assert (listed, len(listed) in {0, model.objects.count()}) == (answered, False)
