import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from essays.discussion.deletion import delete_for_good
from essays.models import Comment, CommentNote, Decision, Flag
from seventeen_moments.notices.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db


def spam(**fields):
    return factories.comment(**{"state": "spam"} | fields)


def delete(*comments, **options):
    keys = [comment.pk for comment in comments]
    return delete_for_good(Comment.objects.filter(pk__in=keys, state="spam"), **options)


def test_comments_are_deleted_with_all_that_belongs_to_them():
    comment, other = spam(), factories.comment()
    comment.flags.create(reason="Rude")
    comment.moderator_notes.create(text="Third time.")
    Comment.objects.decide("removed", factories.user(), seen=None)
    Comment.objects.filter(pk=comment.pk).update(state="spam")
    assert delete(comment) == 1
    assert list(Comment.objects.all()) == [other]
    assert [model.objects.count() for model in (Flag, CommentNote, Decision)] == [0, 0, 1]


def test_mails_about_the_comments_and_to_their_authors_are_deleted():
    comment, other = spam(), factories.comment()
    link = f"https://archive.example/admin/moderation/comments/{comment.pk}"
    Mail.objects.create(kind="waiting", comment=comment, to="vera@example.org", body="Its words")
    Mail.objects.create(kind="reply", comment=other, reader=comment, to=comment.email)
    Mail.objects.create(kind="digest", to="vera@example.org", body=f"Its words {link}/")
    Mail.objects.create(kind="digest", to="vera@example.org", body=f"Other words {link}1/")
    kept = Mail.objects.create(kind="appeared", comment=other, reader=other, to=other.email)
    delete(comment)
    assert [mail.body for mail in Mail.objects.exclude(pk=kept.pk)] == [f"Other words {link}1/"]
    assert Mail.objects.filter(pk=kept.pk).exists()


def test_admin_log_does_not_repeat_the_words():
    comment, other = spam(text="Buy now"), factories.comment(text="I was there.")
    for each in comment, other:
        LogEntry.objects.create(
            user=factories.user(),
            content_type=ContentType.objects.get_for_model(Comment),
            object_id=each.pk,
            object_repr=str(each),
            action_flag=CHANGE,
        )
    delete(comment)
    entries = LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)
    assert list(entries) == ["comment", "Anna: I was there."]


def test_comment_with_replies_keeps_its_place_without_its_words(client):
    essay = factories.essay()
    root = spam(essay=essay, text="Buy now", name="Spammer")
    factories.comment(essay=essay, parent=root, text="Please go away.")
    assert delete(root) == 1
    root.refresh_from_db()
    assert (root.name, root.email, root.withdrawn, root.state) == ("", "", True, "removed")
    page = client.get(f"{essay.get_absolute_url()}comments/").text
    assert "Removed by a moderator." in page
    assert ("Deleted by its author." in page, "Buy now" in page) == (False, False)


@pytest.mark.parametrize("batch_size", [1, 2, 500])
def test_thread_that_is_deleted_as_a_whole_leaves_nothing(batch_size):
    essay = factories.essay()
    root = spam(essay=essay)
    replies = [spam(essay=essay, parent=root) for _ in range(3)]
    assert delete(root, *replies, batch_size=batch_size) == 4
    assert not Comment.objects.exists()


def test_comments_that_left_the_queryset_stay():
    comment = spam()
    comments = Comment.objects.filter(state="spam")
    assert list(comments) == [comment]
    Comment.objects.update(state="approved")
    assert delete_for_good(comments) == 0
    assert Comment.objects.exists()


def test_number_of_queries_does_not_grow_with_the_comments(django_assert_num_queries):
    essay = factories.essay()
    few, many = [spam(essay=essay)], [spam(essay=essay) for _ in range(9)]
    ContentType.objects.get_for_model(Comment)
    for comments in few, many:
        with django_assert_num_queries(32):
            delete(*comments)
