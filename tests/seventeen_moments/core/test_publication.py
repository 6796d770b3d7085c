from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

NOW = timezone.now().replace(microsecond=0)
PAST = {"status": Status.PUBLISHED, "published_at": NOW - timedelta(days=1)}
JUST_NOW = {"status": Status.PUBLISHED, "published_at": NOW}
FUTURE = {"status": Status.PUBLISHED, "published_at": NOW + timedelta(days=1)}
DRAFT = {"status": Status.DRAFT, "published_at": None}
DATED_DRAFT = {"status": Status.DRAFT, "published_at": NOW - timedelta(days=1)}

MAKERS = factories.SOURCES


def answers(row, at):
    """The results of `published()` and `is_published()` for the object."""
    return type(row).objects.published(at).filter(pk=row.pk).exists(), row.is_published(at)


@pytest.mark.parametrize(
    ("own", "visible"),
    [(PAST, True), (JUST_NOW, True), (FUTURE, False), (DRAFT, False), (DATED_DRAFT, False)],
)
def test_essay_is_visible_when_published_and_due(db, own, visible):
    assert answers(factories.essay(**own), NOW) == (visible, visible)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("own", "essay", "visible"),
    [
        (PAST, PAST, True),
        (PAST, FUTURE, False),
        (PAST, DRAFT, False),
        (FUTURE, PAST, False),
        (DRAFT, PAST, False),
        (DRAFT, DRAFT, False),
        (DATED_DRAFT, PAST, False),
    ],
)
def test_source_is_visible_when_its_essay_is(db, make, own, essay, visible):
    source = make(essay=factories.essay(**essay), **own)
    assert answers(source, NOW) == (visible, visible)


def test_future_essay_appears_at_its_time(db):
    essay = factories.essay(**FUTURE)
    assert answers(essay, FUTURE["published_at"]) == (True, True)


def test_time_is_now_by_default(db):
    shown, _hidden = factories.essay(**PAST), factories.essay(**FUTURE)
    assert list(Essay.objects.published()) == [shown]


def test_due_source_waits_for_its_essay(db):
    source = factories.text(essay=factories.essay(**DRAFT), **PAST)
    assert (source.is_due(NOW), source.is_published(NOW)) == (True, False)


def test_object_without_a_time_is_not_published():
    assert Essay(status=Status.PUBLISHED).is_published() is False


def test_newest_comes_first_by_time_and_key(db):
    first, second = factories.essay(**PAST), factories.essay(**PAST)
    latest = factories.essay(**JUST_NOW)
    assert list(Essay.objects.published(NOW).newest()) == [latest, second, first]


@pytest.mark.parametrize("make", [factories.essay, *MAKERS])
def test_publishing_sets_the_time(db, make):
    before = timezone.now()
    row = make(status=Status.PUBLISHED)
    row.refresh_from_db()
    assert before <= row.published_at <= timezone.now()


def test_publishing_keeps_the_time_given(db):
    assert factories.essay(**FUTURE).published_at == FUTURE["published_at"]


def test_draft_gets_no_time(db):
    assert factories.essay(**DRAFT).published_at is None


def test_saving_only_the_status_sets_the_time(db):
    essay = factories.essay(**DRAFT)
    essay.status = Status.PUBLISHED
    essay.save(update_fields=["status"])
    assert Essay.objects.published().get() == essay


def test_saving_another_field_publishes_nothing(db):
    essay = factories.essay(**DRAFT)
    essay.status, essay.title = Status.PUBLISHED, "Prisoners Return"
    essay.save(update_fields=["title"])
    stored = Essay.objects.get()
    assert (stored.title, stored.status, stored.published_at) == (essay.title, Status.DRAFT, None)


def test_saving_one_field_sets_the_time_of_the_update(db):
    essay = factories.essay()
    Essay.objects.update(updated=PAST["published_at"])
    essay.save(update_fields=["title"])
    assert Essay.objects.get().updated > NOW


def test_saving_no_field_saves_nothing(db, django_assert_num_queries):
    essay = factories.essay()
    with django_assert_num_queries(0):
        essay.save(update_fields=[])


def test_validation_sets_the_time_before_the_constraint_is_checked(db):
    essay = Essay(title="Prisoners Return", slug="prisoners-return", status=Status.PUBLISHED)
    essay.full_clean()
    assert essay.published_at is not None


@pytest.mark.parametrize("model", [Essay, *kinds()])
def test_database_refuses_a_published_object_without_a_time(db, model):
    make = getattr(factories, model._meta.model_name)
    row = make(**DRAFT)
    with pytest.raises(IntegrityError):
        model.objects.filter(pk=row.pk).update(status=Status.PUBLISHED)


def test_constraint_has_a_message(db):
    essay = factories.essay(**DRAFT)
    essay.status = Status.PUBLISHED
    with pytest.raises(ValidationError) as refused:
        essay.validate_constraints()
    assert refused.value.messages == ["Publication requires a time."]


def test_object_without_an_owner_is_owned_by_nobody(db):
    assert factories.essay().is_owned_by(AnonymousUser()) is False
