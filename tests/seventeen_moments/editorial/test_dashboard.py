"""The first page of the admin: work, what is due, what waits."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from essays.models import Comment
from resources.models import LinkCheck
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled

INDEX = reverse("admin:index")
MAKERS = factories.SOURCES
TODAY = timezone.now()
TOMORROW = TODAY + timedelta(days=1)


def change(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def log(user, *rows, action=CHANGE):
    for row in rows:
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            object_repr=str(row),
            action_flag=action,
            change_message="",
        )


def titles(client, part):
    return [row["title"] for row in client.get(INDEX).context[part]]


@pytest.fixture
def editor(editor_client):
    return User.objects.get()


# My work


def test_what_an_editor_saved_last_stands_first(editor_client):
    for title in ["First", "Second"]:
        essay = factories.essay(title=title, slug=title.lower())
        editor_client.post(change(essay), filled(editor_client.get(change(essay))))
    assert titles(editor_client, "working_on") == ["Second", "First"]


def test_work_is_of_every_kind(editor_client, editor):
    rows = [factories.essay(), *(make() for make in MAKERS)]
    log(editor, *rows, action=ADDITION)
    assert titles(editor_client, "working_on") == [row.title for row in reversed(rows)]


def test_what_was_saved_often_stands_once(editor_client, editor):
    one, other = factories.essay(title="One"), factories.essay(title="Other")
    log(editor, one, other, one, one)
    assert titles(editor_client, "working_on") == ["One", "Other"]


def test_what_exists_no_more_is_no_work(editor_client, editor):
    kept, gone, deleted = (factories.essay(title=title) for title in ["Kept", "Gone", "Deleted"])
    log(editor, kept, gone)
    log(editor, deleted, action=DELETION)
    gone.delete()
    assert titles(editor_client, "working_on") == ["Kept"]


def test_work_of_others_and_of_another_kind_is_not_mine(editor_client, editor):
    log(factories.user("Editors"), factories.essay())
    log(editor, Tag.objects.create(name="law"), factories.comment())
    assert titles(editor_client, "working_on") == []


def test_eight_are_enough(editor_client, editor):
    log(editor, *(factories.essay() for _ in range(9)))
    assert titles(editor_client, "working_on") == [f"Essay {number}" for number in range(9, 1, -1)]


def test_work_links_the_form_and_the_page_and_tells_the_state(editor_client, editor):
    text = factories.text(title="<b>Decree</b>", status=Status.DRAFT)
    log(editor, text)
    page = editor_client.get(INDEX).text
    assert f'<a href="{change(text)}">&lt;b&gt;Decree&lt;/b&gt;</a>' in page
    assert f'<a href="{text.get_absolute_url()}">Preview</a>' in page
    assert '<span class="state draft">Draft</span>' in page


def test_author_works_on_their_own_alone(author_client, author):
    own = factories.essay(title="Own", owner=author, status=Status.DRAFT)
    log(author, own, factories.essay(title="Unheard-of", status=Status.DRAFT))
    assert titles(author_client, "working_on") == ["Own"]


# What is due


def test_next_to_be_published_stands_first(editor_client):
    factories.essay(title="Later", published_at=TOMORROW + timedelta(days=1))
    factories.text(title="Sooner", published_at=TOMORROW)
    factories.essay(title="Draft", published_at=TOMORROW, status=Status.DRAFT)
    assert titles(editor_client, "upcoming") == ["Sooner", "Later"]


def test_author_waits_for_their_own_alone(author_client, author):
    factories.essay(title="Unheard-of", published_at=TOMORROW)
    factories.essay(title="Own", published_at=TOMORROW, owner=author)
    assert titles(author_client, "upcoming") == ["Own"]


def draft_of(row, **fields):
    return Draft.objects.create(target=row, data={"title": "New"}, **fields)


def test_scheduled_draft_of_a_live_page_is_due(editor_client):
    factories.essay(title="Later", published_at=TOMORROW + timedelta(days=1))
    essay, text = factories.essay(title="Live"), factories.text(title="Live text")
    draft_of(essay, publish_at=TOMORROW)
    draft_of(text, publish_at=TOMORROW + timedelta(hours=1))
    draft_of(factories.essay(title="Unscheduled"))
    assert titles(editor_client, "upcoming") == ["Live", "Live text", "Later"]


def test_scheduled_draft_links_its_form_and_its_preview(editor_client):
    essay = factories.essay()
    draft_of(essay, publish_at=TOMORROW)
    page = editor_client.get(INDEX)
    row = page.context["upcoming"][0]
    assert (row["form"], row["when"]) == (change(essay), TOMORROW)
    assert f'<a href="{essay.get_absolute_url()}?draft">Preview</a>' in page.text
    assert '<span class="state later">Draft of a live page</span>' in page.text


def test_draft_that_failed_at_its_time_stands_first(editor_client):
    factories.essay(title="Later", published_at=TOMORROW)
    draft_of(factories.essay(title="Failed"), publish_at=TODAY, failure="It has no byline.")
    page = editor_client.get(INDEX)
    assert [row["title"] for row in page.context["upcoming"]] == ["Failed", "Later"]
    assert '<span class="state dead">Draft could not be published</span>' in page.text


def test_author_is_told_of_no_draft_of_the_editors(author_client, author):
    draft_of(factories.essay(owner=author), publish_at=TOMORROW)
    assert titles(author_client, "upcoming") == []


# What waits


def test_oldest_comments_that_wait_are_shown_and_all_are_counted(moderator_client):
    waiting = [factories.comment(state="waiting") for _ in range(6)]
    for state in ["approved", "spam", "removed"]:
        factories.comment(state=state)
    shown = moderator_client.get(INDEX).context["waiting"]
    assert (shown["count"], list(shown["oldest"])) == (6, waiting[:5])


def test_number_of_comments_links_exactly_those(moderator_client):
    comment = factories.comment(state="waiting")
    factories.comment()
    address = moderator_client.get(INDEX).context["waiting"]["list"]
    assert list(moderator_client.get(address).context["cl"].result_list) == [comment]


def test_comment_is_escaped_and_linked(moderator_client):
    comment = factories.comment(state="waiting", text="<b>Bread</b>")
    page = moderator_client.get(INDEX).text
    address = reverse("moderation:comment", args=[comment.pk])
    assert f'<a href="{address}">&lt;b&gt;Bread&lt;/b&gt;</a>' in page


def reported(**fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a <neighbour>.")
    return comment


def test_oldest_comments_that_readers_reported_are_shown_and_all_are_counted(moderator_client):
    comments = [reported() for _ in range(6)]
    reported(state="removed")
    factories.comment().flags.create(reason="No.", dismissed=True)
    shown = moderator_client.get(INDEX).context["waiting"]["reported"]
    assert (shown["count"], list(shown["oldest"])) == (6, comments[:5])


def test_number_of_reported_comments_links_exactly_those(moderator_client):
    comment = reported()
    reported(state="removed")
    address = moderator_client.get(INDEX).context["waiting"]["reported"]["list"]
    assert list(moderator_client.get(address).context["cl"].result_list) == [comment]


def test_reported_comment_is_linked_with_its_reason(moderator_client):
    comment = reported(text="Bread")
    page = moderator_client.get(INDEX).text
    address = reverse("moderation:comment", args=[comment.pk])
    assert f'<a href="{address}">Bread</a>' in page
    assert "A reader reported: It names a &lt;neighbour&gt;." in page


@pytest.mark.parametrize("number", [1, 3])
def test_reported_comments_take_three_queries_more(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        reported()
    moderator_client.get(INDEX)
    with django_assert_num_queries(8):
        moderator_client.get(INDEX)


def test_no_comment_waits(moderator_client):
    assert "None: all are answered for." in moderator_client.get(INDEX).text


# To each their part


@pytest.mark.parametrize(
    ("group", "parts"),
    [
        ("Editors", ["working-on", "upcoming", "waiting", "health"]),
        ("Moderators", ["waiting"]),
        ("Authors", ["working-on", "upcoming", "health"]),
        ("None", []),
    ],
)
def test_each_sees_their_part(client, db, group, parts):
    client.force_login(factories.user(group))
    page = client.get(INDEX).text
    assert [
        name for name in ["working-on", "upcoming", "waiting", "health"] if f'id="{name}"' in page
    ] == parts


def test_author_is_told_of_no_comment_and_no_theme(author_client):
    factories.comment(text="Unheard-of", state="waiting")
    Tag.objects.create(name="Gulag", slug="gulag")
    Tag.objects.create(name="gulags", slug="gulags")
    page = author_client.get(INDEX)
    lists = [line["sentence"] for line in page.context["health"]]
    assert ("Unheard-of" in page.text, page.context["waiting"], "Like another" in lists) == (
        False,
        None,
        False,
    )


# Queries


def fill(user, number):
    for _ in range(number):
        essay = factories.essay(published_at=TOMORROW)
        rows = [essay, *(make(essay=essay, published_at=TOMORROW) for make in MAKERS)]
        log(user, *rows)
        for live in [factories.essay(), factories.text()]:
            draft_of(live, publish_at=TOMORROW)
        factories.comment(essay=essay, state=Comment.State.WAITING)
        LinkCheck.objects.create(
            url=f"https://example.org/{essay.pk}", alive=False, said="404", asked=timezone.now()
        )
        essay.themes.add(f"Gulag{essay.pk}", f"gulags{essay.pk}")


@pytest.mark.parametrize("number", [1, 3])
def test_desk_asks_the_database_alike_for_one_and_three(
    editor_client, editor, django_assert_num_queries, number
):
    fill(editor, number)
    editor_client.get(INDEX)
    # Of each kind: my work, what is due, the health.
    with django_assert_num_queries(17 + 3 * len(kinds())):
        editor_client.get(INDEX)


@pytest.mark.parametrize("number", [1, 3])
def test_moderators_desk_asks_the_database_alike_for_one_and_three(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        factories.comment(state="waiting")
    moderator_client.get(INDEX)
    with django_assert_num_queries(7):
        moderator_client.get(INDEX)
