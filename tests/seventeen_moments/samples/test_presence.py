import pytest

from essays.models import Essay
from seventeen_moments.core.publication import Status
from seventeen_moments.samples import prisoners_return
from seventeen_moments.samples.presence import ensure
from tests import factories

pytestmark = pytest.mark.django_db


def test_missing_essay_is_added():
    essay, news = ensure(prisoners_return)
    assert (essay.slug, news) == ("prisoners-return", "Added “Prisoners Return”.")


def test_essay_that_an_editor_has_changed_is_left_alone(everything):
    factories.essay(slug="prisoners-return", title="Return", status=Status.DRAFT, body="<p>New</p>")
    before = everything()
    _essay, news = ensure(prisoners_return)
    assert (everything(), news) == (before, "“Return” already exists and stays unchanged.")


def test_essay_that_moved_does_not_come_back_at_its_old_address():
    moved = factories.essay(slug="the-return", title="Prisoners Return")
    assert ensure(prisoners_return)[0] == moved
    assert Essay.objects.count() == 1


def test_books_that_an_editor_has_taken_out_stay_out():
    essay, _news = ensure(prisoners_return)
    essay.references.all().delete()
    ensure(prisoners_return)
    assert not essay.references.exists()


def test_deleted_essay_comes_back():
    ensure(prisoners_return)[0].delete()
    essay, _news = ensure(prisoners_return)
    assert essay.references.count() == 5
