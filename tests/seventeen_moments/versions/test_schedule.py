from datetime import timedelta

from django.utils import timezone

from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import settle_in_time
from seventeen_moments.versions.schedule import Timetable, timetable
from tests import factories

SOON = timezone.now() + timedelta(hours=1)


def schedule(time):
    return Draft.objects.create(target=factories.essay(), data={}, publish_at=time)


def test_request_asks_nothing_while_the_next_time_is_known(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        settle_in_time()


def test_next_time_is_asked_for_once(db, django_assert_num_queries):
    schedule(SOON)
    with django_assert_num_queries(1):
        settle_in_time()
        settle_in_time()
    assert timetable.due == SOON


def test_next_time_is_the_earliest_of_those_that_can_be_met(db):
    schedule(SOON + timedelta(hours=1))
    schedule(SOON)
    Draft.objects.filter(publish_at=SOON).update(failure="The slug is taken.")
    settle_in_time()
    assert timetable.due == SOON + timedelta(hours=1)


def test_saving_a_draft_asks_anew(db):
    settle_in_time()
    schedule(SOON)
    settle_in_time()
    assert timetable.due == SOON


def test_knowledge_ages():
    table = Timetable()
    assert not table.is_known
    table.note(None)
    assert table.is_known
    table.forget()
    assert not table.is_known
