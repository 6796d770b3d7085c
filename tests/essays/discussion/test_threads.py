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
        (thread.root.name, [reply.name for reply in thread.replies])
        for thread in Threads(essay).page(number)
    ]


def test_replies_are_listed_below_their_root_comment(essay):
    first = factories.comment(essay=essay, name="Anna")
    factories.comment(essay=essay, name="Boris")
    factories.comment(essay=essay, name="Clara", parent=first)
    factories.comment(essay=essay, name="Dmitri", parent=first)
    assert threads(essay) == [("Anna", ["Clara", "Dmitri"]), ("Boris", [])]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_hidden_comment_keeps_its_place_above_approved_replies(essay, state):
    gone = factories.comment(essay=essay, name="Anna", state=state)
    factories.comment(essay=essay, name="Boris", parent=gone)
    factories.comment(essay=essay, name="Clara", parent=gone, state=state)
    factories.comment(essay=essay, name="Dmitri", state=state)
    assert threads(essay) == [("Anna", ["Boris"])]


def test_comments_of_another_essay_are_not_listed(essay):
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


def test_page_size_counts_threads_and_not_replies(long):
    assert [len(threads(long, number)) for number in (1, 2)] == [PER_PAGE, 1]


def test_page_beyond_the_last_raises_empty_page(long):
    with pytest.raises(EmptyPage):
        threads(long, 3)


def test_page_is_one_query(long, django_assert_num_queries):
    essay = Essay.objects.with_discussion().get(pk=long.pk)
    with django_assert_num_queries(1):
        assert len(Threads(essay).page(1)) == PER_PAGE


def test_page_of_returns_the_page_of_the_thread(long):
    first, reply, *_others, last = Comment.objects.order_by("pk")
    assert [page_of(comment) for comment in (first, reply, last)] == [1, 1, 2]


def test_counts_include_only_what_readers_see(long):
    factories.comment(essay=long, state="spam")
    essay = Essay.objects.with_discussion().get(pk=long.pk)
    assert (essay.comments_count, essay.threads_count) == (PER_PAGE + 2, PER_PAGE + 1)
