"""The first page of the admin."""

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


def log(user, *objects, action=CHANGE):
    for obj in objects:
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            object_repr=str(obj),
            action_flag=action,
            change_message="",
        )


def titles(client, part):
    return [row["title"] for row in client.get(INDEX).context[part]]


def comments_panel(client):
    [panel] = client.get(INDEX).context["panels"]
    return panel


@pytest.fixture
def editor(editor_client):
    return User.objects.get()


# Recent work


def test_recent_work_is_sorted_by_the_last_save(editor_client):
    for title in ["First", "Second"]:
        essay = factories.essay(title=title, slug=title.lower())
        editor_client.post(change(essay), filled(editor_client.get(change(essay))))
    assert titles(editor_client, "recent_work") == ["Second", "First"]


def test_recent_work_has_pages_of_every_kind(editor_client, editor):
    rows = [factories.essay(), *(make() for make in MAKERS)]
    log(editor, *rows, action=ADDITION)
    assert titles(editor_client, "recent_work") == [row.title for row in reversed(rows)]


def test_page_saved_twice_is_shown_once(editor_client, editor):
    one, other = factories.essay(title="One"), factories.essay(title="Other")
    log(editor, one, other, one, one)
    assert titles(editor_client, "recent_work") == ["One", "Other"]


def test_deleted_page_is_not_shown(editor_client, editor):
    stored, gone, deleted = (
        factories.essay(title=title) for title in ["Stored", "Gone", "Deleted"]
    )
    log(editor, stored, gone)
    log(editor, deleted, action=DELETION)
    gone.delete()
    assert titles(editor_client, "recent_work") == ["Stored"]


def test_recent_work_has_no_pages_of_others_and_no_other_objects(editor_client, editor):
    log(factories.user("Editors"), factories.essay())
    log(editor, Tag.objects.create(name="law"), factories.comment())
    assert titles(editor_client, "recent_work") == []


def test_recent_work_has_eight_rows(editor_client, editor):
    log(editor, *(factories.essay() for _ in range(9)))
    assert titles(editor_client, "recent_work") == [f"Essay {number}" for number in range(9, 1, -1)]


def test_recent_work_links_form_and_page_and_shows_state(editor_client, editor):
    text = factories.text(title="<b>Decree</b>", status=Status.DRAFT)
    log(editor, text)
    page = editor_client.get(INDEX).text
    assert f'<a href="{change(text)}" dir="auto">&lt;b&gt;Decree&lt;/b&gt;</a>' in page
    assert f'<a href="{text.get_absolute_url()}">Preview</a>' in page
    assert '<span class="state draft">Draft</span>' in page


def test_recent_work_of_an_author_has_own_pages_only(author_client, author):
    own = factories.essay(title="Own", owner=author, status=Status.DRAFT)
    log(author, own, factories.essay(title="Unheard-of", status=Status.DRAFT))
    assert titles(author_client, "recent_work") == ["Own"]


# Upcoming


def test_upcoming_pages_are_sorted_by_time(editor_client):
    factories.essay(title="Later", published_at=TOMORROW + timedelta(days=1))
    factories.text(title="Sooner", published_at=TOMORROW)
    factories.essay(title="Draft", published_at=TOMORROW, status=Status.DRAFT)
    assert titles(editor_client, "upcoming") == ["Sooner", "Later"]


def test_upcoming_pages_and_drafts_link_the_page_that_changes_their_time(editor_client):
    essay, live = factories.essay(published_at=TOMORROW), factories.essay()
    draft_of(live, publish_at=TOMORROW)
    page = editor_client.get("/admin/").text
    for row in (essay, live):
        assert f'<a href="/admin/essays/essay/{row.pk}/publish/">' in page


def test_author_is_not_linked_to_publish(author_client, author):
    factories.essay(owner=author, published_at=TOMORROW)
    assert "/publish/" not in author_client.get("/admin/").text


def test_upcoming_pages_of_an_author_are_their_own(author_client, author):
    factories.essay(title="Unheard-of", published_at=TOMORROW)
    factories.essay(title="Own", published_at=TOMORROW, owner=author)
    assert titles(author_client, "upcoming") == ["Own"]


def draft_of(row, **fields):
    return Draft.objects.create(target=row, data={"title": "New"}, **fields)


def test_scheduled_draft_of_a_live_page_is_upcoming(editor_client):
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


def test_draft_that_failed_at_its_time_comes_first(editor_client):
    factories.essay(title="Later", published_at=TOMORROW)
    draft_of(factories.essay(title="Failed"), publish_at=TODAY, failure="It has no byline.")
    page = editor_client.get(INDEX)
    assert [row["title"] for row in page.context["upcoming"]] == ["Failed", "Later"]
    assert '<span class="state dead">Draft could not be published</span>' in page.text


def test_author_sees_no_draft_of_an_editor(author_client, author):
    draft_of(factories.essay(owner=author), publish_at=TOMORROW)
    assert titles(author_client, "upcoming") == []


# Comments


def test_oldest_waiting_comments_are_shown_and_all_are_counted(moderator_client):
    waiting = [factories.comment(state="waiting") for _ in range(6)]
    for state in ["approved", "spam", "removed"]:
        factories.comment(state=state)
    panel = comments_panel(moderator_client)
    assert (panel["count"], list(panel["oldest"])) == (6, waiting[:5])


def test_count_of_comments_links_the_list_of_these(moderator_client):
    comment = factories.comment(state="waiting")
    factories.comment()
    address = comments_panel(moderator_client)["list"]
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


def test_oldest_reported_comments_are_shown_and_all_are_counted(moderator_client):
    comments = [reported() for _ in range(6)]
    reported(state="removed")
    factories.comment().flags.create(reason="No.", dismissed=True)
    panel = comments_panel(moderator_client)["reported"]
    assert (panel["count"], list(panel["oldest"])) == (6, comments[:5])


def test_count_of_reported_comments_links_the_list_of_these(moderator_client):
    comment = reported()
    reported(state="removed")
    address = comments_panel(moderator_client)["reported"]["list"]
    assert list(moderator_client.get(address).context["cl"].result_list) == [comment]


def test_reported_comment_is_linked_with_its_reason(moderator_client):
    comment = reported(text="Bread")
    page = moderator_client.get(INDEX).text
    address = reverse("moderation:comment", args=[comment.pk])
    assert f'<a href="{address}">Bread</a>' in page
    assert "Reported by a reader: It names a &lt;neighbour&gt;." in page


@pytest.mark.parametrize("number", [1, 3])
def test_reported_comments_take_three_queries_more(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        reported()
    moderator_client.get(INDEX)
    with django_assert_num_queries(9):
        moderator_client.get(INDEX)


def test_dashboard_says_that_no_comment_waits(moderator_client):
    assert "All done." in moderator_client.get(INDEX).text


# Roles


@pytest.mark.parametrize(
    ("group", "parts"),
    [
        ("Editors", ["recent-work", "upcoming", "waiting", "completeness"]),
        ("Moderators", ["waiting"]),
        ("Authors", ["recent-work", "upcoming", "completeness"]),
        ("None", []),
    ],
)
def test_dashboard_has_the_parts_of_the_role(client, db, group, parts):
    client.force_login(factories.user(group))
    page = client.get(INDEX).text
    assert [
        name
        for name in ["recent-work", "upcoming", "waiting", "completeness"]
        if f'id="{name}"' in page
    ] == parts


def test_author_sees_no_comment_and_no_theme(author_client):
    factories.comment(text="Unheard-of", state="waiting")
    Tag.objects.create(name="Gulag", slug="gulag")
    Tag.objects.create(name="gulags", slug="gulags")
    page = author_client.get(INDEX)
    labels = [row["label"] for row in page.context["completeness"]]
    assert ("Unheard-of" in page.text, page.context["panels"]) == (False, [])
    assert "Possible duplicates" not in labels


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
            url=f"https://example.org/{essay.pk}",
            alive=False,
            result="404",
            checked_at=timezone.now(),
        )
        essay.themes.add(f"Gulag{essay.pk}", f"gulags{essay.pk}")


@pytest.mark.parametrize("number", [1, 3])
def test_dashboard_of_an_editor_takes_a_fixed_number_of_queries(
    editor_client, editor, django_assert_num_queries, number
):
    fill(editor, number)
    editor_client.get(INDEX)
    # Three for each kind: recent work, upcoming, completeness; one for upcoming pages.
    with django_assert_num_queries(16 + 2 * len(kinds())):
        editor_client.get(INDEX)


@pytest.mark.parametrize("number", [1, 3])
def test_dashboard_of_a_moderator_takes_a_fixed_number_of_queries(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        factories.comment(state="waiting")
    moderator_client.get(INDEX)
    with django_assert_num_queries(8):
        moderator_client.get(INDEX)
