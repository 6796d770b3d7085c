from datetime import timedelta

from django.utils import timezone

from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import next_scheduled, publish_in_time
from tests import factories

SOON = timezone.now() + timedelta(hours=1)


def schedule_draft(time):
    return Draft.objects.create(target=factories.essay(), data={}, publish_at=time)


def test_next_time_is_queried_once(db, django_assert_num_queries):
    schedule_draft(SOON)
    with django_assert_num_queries(0):  # asked before
        publish_in_time()
        publish_in_time()


def test_next_time_is_the_earliest_without_a_failure(db):
    schedule_draft(SOON + timedelta(hours=1))
    schedule_draft(SOON)
    Draft.objects.filter(publish_at=SOON).update(failure="The slug is taken.")
    assert next_scheduled() == SOON + timedelta(hours=1)


def test_draft_that_another_process_scheduled_is_published_in_time(db):
    publish_in_time()
    draft = schedule_draft(SOON)
    Draft.objects.update(publish_at=timezone.now())
    publish_in_time()
    assert not Draft.objects.filter(pk=draft.pk).exists()
