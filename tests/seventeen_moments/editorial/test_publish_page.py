"""The page that asks before something becomes public."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone
from reversion.models import Revision

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.publication_plan import PublicationPlan
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    drafts,
    messages,
    page_for,
    press,
    publish,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return", status=Status.DRAFT)


def plan_of(client, row):
    return client.get(page_for(row, "publish")).context["plan"]


def sentence(client, row):
    return client.get(page_for(row, "publish")).context["sentence"]


def errors(response):
    form = response.context["form"]
    return [*form.non_field_errors(), *form.errors.get("when", []), *form.errors.get("time", [])]


# The way there, and back


def test_button_saves_the_form_and_leads_to_the_page(editor_client, essay):
    response = press(editor_client, "_publish", essay, title="The Thaw", note="By James")
    essay.refresh_from_db()
    assert (essay.title, essay.status) == ("The Thaw", Status.DRAFT)
    page = editor_client.get(response.url)
    assert page.context["form"]["note"].value() == "By James"
    assert f'<a href="{change(essay)}" class="closelink">Back to the form</a>' in page.text


def test_refused_form_leads_nowhere(editor_client, essay):
    response = press(editor_client, "_publish", essay, title="", summary="Of the spring.")
    assert response.status_code == 200
    assert filled(response)["summary"] == "Of the spring."


def test_new_essay_is_published_in_two_steps(editor_client):
    add = "/admin/essays/essay/add/"
    form = filled(editor_client.get(add), title="The Thaw")
    asked = editor_client.post(add, form | {"_publish": "on"})
    response = editor_client.post(asked.url, filled(editor_client.get(asked.url)))
    essay = Essay.objects.published().get()
    assert messages(editor_client.get(response.url)) == [
        f'The essay “The Thaw” is public: <a href="{essay.get_absolute_url()}">view the page</a>.'
    ]


def test_live_page_without_changes_leads_back_with_a_message(editor_client):
    essay = factories.essay()
    answer = press(editor_client, "_publish", essay)
    back = editor_client.get(answer.url)
    assert back.url == change(essay)
    assert messages(editor_client.get(back.url)) == [
        "There is nothing to publish: the page and its sources are public as they are."
    ]


@pytest.mark.parametrize("make", factories.SOURCES)
def test_source_of_a_hidden_essay_waits_for_it(editor_client, essay, make):
    source = make(essay=essay, status=Status.DRAFT)
    page = editor_client.get(page_for(source, "publish"))
    assert f'<a href="{page_for(essay, "publish")}">Publish the essay</a>' in page.text
    response = publish(editor_client, source)
    source.refresh_from_db()
    assert (source.status, source.is_published()) == (Status.PUBLISHED, False)
    assert messages(editor_client.get(response.url)) == [
        f"The {source.kind_name} “{source}” becomes public with its essay."
    ]


# What becomes public


def test_page_says_what_becomes_public(editor_client, essay):
    for _ in range(2):
        factories.text(essay=essay, status=Status.DRAFT)
    factories.image(essay=essay)  # published, and hidden by its essay
    assert sentence(editor_client, essay) == (
        "Publish now: the essay and 3 of its sources become public."
    )


@pytest.mark.parametrize(
    ("live", "sources", "said"),
    [
        (False, 0, "the essay becomes public."),
        (True, 0, "the changes to the essay become public."),
        (True, 1, "the changes to the essay and 1 of its sources become public."),
    ],
)
def test_sentence_fits_what_there_is(editor_client, essay, live, sources, said):
    if live:
        publish(editor_client, essay)
        rows = {f"texts-{n}-{name}": "other" for n in range(sources) for name in ("title", "kind")}
        press(editor_client, "_draft", essay, title="The Thaw", **rows)
    assert sentence(editor_client, essay) == f"Publish now: {said}"


def test_essay_and_its_sources_are_published(editor_client, essay):
    sources = [make(essay=essay, status=Status.DRAFT) for make in factories.SOURCES]
    response = publish(editor_client, essay)
    published = [type(source).objects.published().get() for source in sources]
    assert published == sources
    assert messages(editor_client.get(response.url)) == [
        "The essay “Prisoners Return” and 5 sources are public: "
        '<a href="/essays/return/">view the page</a>.'
    ]


def test_source_that_is_not_ticked_stays_a_draft(editor_client, essay):
    texts = [factories.text(essay=essay, status=Status.DRAFT) for _ in range(2)]
    publish(editor_client, essay, **{"with": texts[1].key})
    assert list(Text.objects.published()) == texts[1:]


def test_draft_left_beside_a_live_essay_is_offered_but_not_ticked(editor_client):
    essay = factories.essay()
    text = factories.text(essay=essay, status=Status.DRAFT)
    assert [(part.row, part.ticked) for part in plan_of(editor_client, essay).parts] == [
        (text, False)
    ]


def test_lead_image_is_ticked(editor_client):
    essay = factories.essay()
    image = factories.image(essay=essay, status=Status.DRAFT)
    press(editor_client, "_draft", essay, lead_image=image.pk)
    [part] = plan_of(editor_client, essay).parts
    assert (part.row, str(part.reason), part.ticked) == (image, "the lead image", True)
    publish(editor_client, essay)
    assert (Image.objects.published().get(), drafts()) == (image, {})


def test_deletion_that_waits_is_shown_and_can_be_left_out(editor_client):
    essay = factories.essay()
    factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, summary="New.", **{"texts-0-DELETE": "on"})
    page = editor_client.get(page_for(essay, "publish"))
    assert page.context["sentence"] == (
        "Publish now: the changes to the essay become public. 1 source is deleted."
    )
    assert "will be deleted" in page.text
    publish(editor_client, essay, **{"with": None})
    essay.refresh_from_db()
    assert (essay.summary, Text.objects.count(), drafts()) == ("New.", 1, {})


def test_posted_key_of_another_source_publishes_nothing(editor_client, essay):
    other = factories.text(status=Status.DRAFT)
    publish(editor_client, essay, **{"with": other.key})
    other.refresh_from_db()
    assert other.status == Status.DRAFT


# Who may


@pytest.fixture
def essay_editor(client, db):
    """Who may change essays, and no sources."""
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename="change_essay"))
    client.force_login(user)
    return client


def test_sources_are_not_offered_to_who_may_not_publish_them(essay_editor, essay):
    text = factories.text(essay=essay, status=Status.DRAFT)
    assert plan_of(essay_editor, essay).parts == []
    publish(essay_editor, essay, **{"with": text.key})
    assert (Essay.objects.published().count(), Text.objects.get().status) == (1, Status.DRAFT)


def test_draft_with_sources_of_others_is_not_published(essay_editor):
    text = factories.text(title="Decree")
    parent = Draft.objects.create(target=text.essay, data={"title": "The Thaw"})
    Draft.objects.create(target=text, data={"title": "Law"}, parent=parent)
    response = publish(essay_editor, text.essay)
    assert errors(response)[0].startswith("This would also change sources")
    assert Text.objects.get().title == "Decree"


# When


def test_everything_is_scheduled_for_one_time(editor_client, essay):
    text = factories.text(essay=essay, status=Status.DRAFT)
    publish(editor_client, essay, **at(TOMORROW))
    essay.refresh_from_db()
    text.refresh_from_db()
    times = {(row.status, row.published_at) for row in (essay, text)}
    assert times == {(Status.PUBLISHED, TOMORROW)}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            at(timezone.now() - timedelta(days=1)),
            "This time has passed. Choose a later one, or “Now”.",
        ),
        (
            at(TOMORROW) | {"when": "now"},
            "You chose “Now”, but also a time. Choose one of the two.",
        ),
        ({"when": "later"}, "Enter the date and the time of the publication."),
        ({"when": "later", "time_0": "soon", "time_1": "9"}, "Enter a valid date."),
        ({"when": "whenever"}, None),
        ({"when": None}, "This field is required."),
    ],
)
def test_wrong_time_is_refused(editor_client, essay, answers, said):
    response = publish(editor_client, essay, **answers)
    essay.refresh_from_db()
    assert essay.status == Status.DRAFT
    assert said is None or said in errors(response)


def test_date_alone_is_the_beginning_of_that_day(editor_client, essay):
    publish(editor_client, essay, **at(TOMORROW) | {"time_1": ""})
    essay.refresh_from_db()
    midnight = timezone.localtime(TOMORROW).replace(hour=0, minute=0, second=0, microsecond=0)
    assert (essay.status, essay.published_at) == (Status.PUBLISHED, midnight)


@pytest.mark.parametrize("is_live", [True, False])
def test_time_that_no_database_reads_back_is_refused(editor_client, settings, is_live):
    settings.TIME_ZONE = "America/New_York"
    essay = factories.essay(status=Status.PUBLISHED if is_live else Status.DRAFT)
    press(editor_client, "_draft", essay, title="The Thaw")
    answers = {"when": "later", "time_0": "9999-12-31", "time_1": "23:59"}
    response = publish(editor_client, essay, **answers)
    assert errors(response) == ["The time of publication must be between the years 1900 and 2999."]


def test_page_that_was_public_before_keeps_its_time(editor_client, essay):
    Essay.objects.update(published_at="1999-05-09T12:00Z")
    publish(editor_client, essay)
    assert Essay.objects.published().get().published_at.year == 1999


# The record


def test_one_state_is_recorded_with_the_note(editor_client, essay):
    factories.text(essay=essay, status=Status.DRAFT)
    publish(editor_client, essay, note="Ready")
    assert [revision.comment for revision in Revision.objects.order_by("pk")] == [
        "As it was before the next change",
        "Ready",
    ]


def test_publication_is_logged_for_each_page(editor_client, essay):
    text = factories.text(essay=essay, status=Status.DRAFT)
    publish(editor_client, essay)
    entries = LogEntry.objects.filter(change_message="Published.")
    assert {entry.object_repr for entry in entries} == {essay.title, text.title}


# Others, and second clicks


def test_double_click_is_told_and_changes_nothing(editor_client, essay):
    address = page_for(essay, "publish")
    data = filled(editor_client.get(address))
    editor_client.post(address, data)
    recorded = Revision.objects.count()
    response = editor_client.post(address, data, follow=True)
    assert "There is nothing to publish" in messages(response)[-1]
    assert Revision.objects.count() == recorded


def test_click_that_waited_for_the_first_is_told(editor_client, essay, monkeypatch):
    address = page_for(essay, "publish")
    data = filled(editor_client.get(address))
    lock = PublicationPlan.lock

    def overtaken(plan):
        Essay.objects.update(status=Status.PUBLISHED, published_at="1999-05-09T12:00Z")
        lock(plan)

    monkeypatch.setattr(PublicationPlan, "lock", overtaken)
    response = editor_client.post(address, data, follow=True)
    assert "There is nothing to publish" in messages(response)[-1]


def test_page_deleted_in_the_meantime_is_told(editor_client, essay, monkeypatch):
    address = page_for(essay, "publish")
    data = filled(editor_client.get(address))
    monkeypatch.setattr(PublicationPlan, "work_ahead", lambda plan: Essay.objects.all().delete())
    response = editor_client.post(address, data, follow=True)
    assert messages(response) == ["The page was deleted in the meantime."]


def test_change_in_the_meantime_is_told(editor_client, essay):
    text = factories.text(essay=essay, status=Status.DRAFT)
    address = page_for(essay, "publish")
    data = filled(editor_client.get(address), note="Ready")
    press(editor_client, "_draft", text, title="Law")
    response = editor_client.post(address, data)
    assert errors(response) == [
        "Somebody changed one of these pages in the meantime, so nothing was done. "
        "Look at them again."
    ]
    assert (Essay.objects.published().count(), response.context["form"]["note"].value()) == (
        0,
        "Ready",
    )
    editor_client.post(address, filled(response))
    assert Essay.objects.published().get() == essay


def test_draft_that_does_not_fit_publishes_nothing(editor_client):
    essay = factories.essay(slug="return")
    text = factories.text(essay=essay, status=Status.DRAFT)
    press(editor_client, "_draft", essay, slug="thaw")
    factories.essay(slug="thaw")
    response = publish(editor_client, essay, **{"with": text.key})
    assert errors(response) == ["Essay with this Slug already exists."]
    assert (Text.objects.get().status, Draft.objects.count()) == (Status.DRAFT, 1)
