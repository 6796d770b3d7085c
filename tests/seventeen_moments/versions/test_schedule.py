from datetime import timedelta

from django.utils import timezone

from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_in_time
from seventeen_moments.versions.schedule import Schedule, schedule
from tests import factories

SOON = timezone.now() + timedelta(hours=1)


def schedule_draft(time):
    return Draft.objects.create(target=factories.essay(), data={}, publish_at=time)


def test_request_takes_no_query_while_the_schedule_is_fresh(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        publish_in_time()


def test_next_time_is_queried_once(db, django_assert_num_queries):
    schedule_draft(SOON)
    with django_assert_num_queries(1):
        publish_in_time()
        publish_in_time()
    assert schedule.next_time == SOON


def test_next_time_is_the_earliest_without_a_failure(db):
    schedule_draft(SOON + timedelta(hours=1))
    schedule_draft(SOON)
    Draft.objects.filter(publish_at=SOON).update(failure="The slug is taken.")
    publish_in_time()
    assert schedule.next_time == SOON + timedelta(hours=1)


def test_saving_a_draft_invalidates_the_schedule(db):
    publish_in_time()
    schedule_draft(SOON)
    publish_in_time()
    assert schedule.next_time == SOON


def test_schedule_is_fresh_between_update_and_invalidation():
    fresh = Schedule()
    assert not fresh.is_fresh
    fresh.update(None)
    assert fresh.is_fresh
    fresh.invalidate()
    assert not fresh.is_fresh
