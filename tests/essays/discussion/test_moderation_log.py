"""Each action of a moderator is logged with what it changed, and is undone by the log."""

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment, CommentSettings, Essay, ModerationAction
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

Kind = ModerationAction.Kind
SETTINGS = reverse("admin:essays_commentsettings_change", args=[1])


@pytest.fixture
def vera():
    return factories.user("Moderators", username="vera")


@pytest.fixture
def boris():
    return factories.user("Moderators", username="boris")


def logged(*fields):
    fields = fields or ["kind", "by__username", "count"]
    return list(ModerationAction.objects.order_by("at").values_list(*fields))


def latest():
    return ModerationAction.objects.first()


def open_essays():
    return list(
        Essay.objects.filter(comments_open=True).order_by("pk").values_list("pk", flat=True)
    )


def test_closing_is_logged_and_undone(vera, boris):
    essays = [factories.essay(), factories.essay(comments_open=False), factories.essay()]
    Essay.objects.all().switch_comments(False, vera)
    closed = open_essays()
    restored = latest().undo(boris)
    assert (closed, restored, open_essays()) == ([], 2, [essays[0].pk, essays[2].pk])
    assert logged("kind", "by__username", "count", "undone_by__username") == [
        ("switch", "vera", 2, "boris")
    ]


def test_essay_that_a_colleague_opened_and_closed_again_stays_closed(vera, boris):
    factories.essay()
    Essay.objects.all().switch_comments(False, vera)
    action = latest()
    Essay.objects.all().switch_comments(True, boris)
    Essay.objects.all().switch_comments(False, boris)
    assert (action.undo(vera), open_essays()) == (0, [])
    assert action.undone_at is None


def test_undone_opening_closes_again(vera):
    essay = factories.essay(comments_open=False)
    Essay.objects.all().switch_comments(True, vera)
    assert (open_essays(), latest().undo(vera), open_essays()) == ([essay.pk], 1, [])


def test_switch_that_changes_nothing_is_not_logged(vera):
    factories.essay()
    assert (Essay.objects.all().switch_comments(True, vera), logged()) == (0, [])


def test_page_of_the_essay_and_its_form_log_the_switch(moderator_client, editor_client):
    essay = factories.essay(slug="home")
    moderator_client.post("/essays/home/comments/switch/", {"open": "0"})
    form = reverse("admin:essays_essay_change", args=[essay.pk])
    page = editor_client.get(form)
    editor_client.post(form, filled(page, comments_open="on"))
    assert open_essays() == [essay.pk]
    changes = [row["open"] for [row] in logged("changes")]
    assert changes == [False, True]
    essay.refresh_from_db()
    assert essay.closing is None


def test_only_staff_learn_who_closed_the_comments(vera, client):
    essay = factories.essay(slug="home")
    Essay.objects.filter(pk=essay.pk).switch_comments(False, vera)
    today = timezone.localdate()
    closed = f"<p>vera closed the comments on {today.day} {today:%B} {today.year}.</p>"
    for address in ["", "comments/", "comments/rules/"]:
        assert "vera" not in client.get(f"/essays/home/{address}").text
    assert "vera" not in client.post("/essays/home/comments/", {"text": "Hello"}).text
    client.force_login(vera)
    assert closed in client.get("/essays/home/").text


def test_nobody_is_named_where_nobody_closed_the_comments(moderator_client):
    factories.essay(slug="home", comments_open=False)
    assert "<p>Comments are closed.</p>" in moderator_client.get("/essays/home/").text


POLICY = {"approval": "never", "comments_from": None, "quiet_days": 3}


def policies():
    return list(Essay.objects.order_by("pk").values_list(*POLICY))


def test_policy_is_logged_and_undone(vera):
    since = timezone.now().replace(second=0, microsecond=0)
    factories.essay(comments_from=since)
    factories.essay(approval="new_authors", quiet_days=9)
    before = policies()
    assert Essay.objects.all().set_comment_policy(POLICY, vera) == 2
    assert policies() == [("never", None, 3)] * 2
    assert (latest().undo(vera), policies()) == (2, before)


def test_policy_that_a_colleague_changed_since_stays(vera, boris):
    first, _other = factories.essay(), factories.essay()
    Essay.objects.all().set_comment_policy(POLICY, vera)
    action = latest()
    Essay.objects.filter(pk=first.pk).set_comment_policy({"quiet_days": 5}, boris)
    assert action.undo(vera) == 1
    assert policies() == [("never", None, 5), ("always", None, None)]


def test_policy_of_many_essays_takes_few_queries(vera, django_assert_max_num_queries):
    for _ in range(20):
        factories.essay()
    with django_assert_max_num_queries(6):
        Essay.objects.all().set_comment_policy(POLICY, vera)


def test_settings_are_logged_and_undone(moderator_client, vera):
    CommentSettings.objects.row()
    page = moderator_client.get(SETTINGS)
    moderator_client.post(SETTINGS, filled(page, most_links="5", blocked_words="casino"))
    assert logged("kind", "changes") == [
        ("settings", {"most_links": [2, 5], "blocked_words": {"added": ["casino"], "removed": []}})
    ]
    CommentSettings.objects.change({"most_links": 7}, vera)
    assert ModerationAction.objects.last().undo(vera) == 1
    row = CommentSettings.objects.row()
    assert (row.most_links, row.blocked_words) == (7, "")


def test_undone_words_leave_those_of_a_colleague(vera, boris):
    CommentSettings.objects.create(pk=1, blocked_words="casino\npills")
    CommentSettings.objects.change({"blocked_words": "pills\nroulette"}, vera)
    CommentSettings.objects.change({"blocked_words": "pills\nroulette\nпокер"}, boris)
    assert ModerationAction.objects.last().undo(boris) == 1
    assert CommentSettings.objects.row().blocked_words == "pills\nпокер\ncasino"


def test_setting_that_a_colleague_changed_since_stays(vera, boris):
    CommentSettings.objects.row()
    CommentSettings.objects.change({"most_links": 5}, vera)
    CommentSettings.objects.change({"most_links": 7}, boris)
    assert ModerationAction.objects.last().undo(vera) == 0
    assert CommentSettings.objects.row().most_links == 7


def test_erasure_clears_an_address_from_the_log_of_settings(admin_client, vera):
    CommentSettings.objects.row()
    words = {"blocked_words": "casino\nAnna@example.org", "most_links": 5}
    CommentSettings.objects.change(words, vera)
    address = reverse("admin:privacy_erasure_changelist")
    admin_client.post(address, {"email": "anna@example.org", "step": "erase"})
    action = ModerationAction.objects.get(kind=Kind.SETTINGS)
    assert action.changes == {"blocked_words": None, "most_links": [2, 5]}
    assert action.undo(vera) == 1
    assert CommentSettings.objects.row().blocked_words == words["blocked_words"]


def test_two_moderators_change_the_settings_at_once(moderator_client, vera):
    CommentSettings.objects.row()
    page = moderator_client.get(SETTINGS)
    CommentSettings.objects.change({"blocked_words": "casino"}, vera)
    moderator_client.post(SETTINGS, filled(page, most_links="5"))
    row = CommentSettings.objects.row()
    assert (row.most_links, row.blocked_words) == (5, "casino")


def test_action_is_undone_once(vera):
    factories.essay()
    Essay.objects.all().switch_comments(False, vera)
    assert [latest().undo(vera) for _ in range(2)] == [1, 0]


def test_erasure_is_logged_without_the_address(admin_client):
    factories.comment(email="anna@example.org")
    address = reverse("admin:privacy_erasure_changelist")
    admin_client.post(address, {"email": "anna@example.org", "step": "erase"})
    [(kind, changes)] = logged("kind", "changes")
    assert (kind, "anna" in str(changes), changes["comments"]) == ("erasure", False, 1)
    assert not latest().is_undoable


def test_deleted_comment_leaves_its_action(vera):
    factories.comment(state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    Comment.objects.all().delete()
    assert (logged(), latest().undo(vera)) == ([("decision", "vera", 1)], 0)
