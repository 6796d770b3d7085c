import pytest
from django.core.paginator import EmptyPage

from essays.discussion.threads import PER_PAGE, Threads, page_of
from essays.models import Comment, Essay
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay()


def threads(essay, number=1):
    essay = Essay.objects.with_discussion().get(pk=essay.pk)
    return [
        (thread.opening.name, [reply.name for reply in thread.replies])
        for thread in Threads(essay).page(number)
    ]


def test_replies_stand_below_what_they_answer(essay):
    first = factories.comment(essay=essay, name="Anna")
    factories.comment(essay=essay, name="Boris")
    factories.comment(essay=essay, name="Clara", parent=first)
    factories.comment(essay=essay, name="Dmitri", parent=first)
    assert threads(essay) == [("Anna", ["Clara", "Dmitri"]), ("Boris", [])]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_what_is_not_approved_holds_approved_replies(essay, state):
    gone = factories.comment(essay=essay, name="Anna", state=state)
    factories.comment(essay=essay, name="Boris", parent=gone)
    factories.comment(essay=essay, name="Clara", parent=gone, state=state)
    factories.comment(essay=essay, name="Dmitri", state=state)
    assert threads(essay) == [("Anna", ["Boris"])]


def test_discussion_of_another_essay_stays_there(essay):
    factories.comment()
    assert threads(essay) == []


@pytest.fixture
def long(essay):
    first = factories.comment(essay=essay)
    factories.comment(essay=essay, parent=first)
    Comment.objects.bulk_create(
        Comment(essay=essay, name=f"{n}", state="approved") for n in range(PER_PAGE)
    )
    return essay


def test_page_has_so_many_threads_whatever_they_hold(long):
    assert [len(threads(long, number)) for number in (1, 2)] == [PER_PAGE, 1]


def test_page_beyond_the_last_is_refused(long):
    with pytest.raises(EmptyPage):
        threads(long, 3)


def test_page_is_one_query(long, django_assert_num_queries):
    essay = Essay.objects.with_discussion().get(pk=long.pk)
    with django_assert_num_queries(1):
        assert len(Threads(essay).page(1)) == PER_PAGE


def test_comment_knows_its_page(long):
    first, reply, *_others, last = Comment.objects.order_by("pk")
    assert [page_of(comment) for comment in (first, reply, last)] == [1, 1, 2]


def test_counts_are_what_readers_see(long):
    factories.comment(essay=long, state="spam")
    essay = Essay.objects.with_discussion().get(pk=long.pk)
    assert (essay.comments_count, essay.threads_count) == (PER_PAGE + 2, PER_PAGE + 1)
