"""Receivers are connected for their own models only."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import signals
from django.db.models.deletion import Collector
from django.dispatch import Signal
from django.dispatch.dispatcher import NONE_ID

from essays.models import Flag
from resources.files import WithFile
from seventeen_moments.core.kinds import kinds

SIGNALS = {name: each for name, each in vars(signals).items() if isinstance(each, Signal)}
DELETED_AT_ONCE = [Session, LogEntry, Flag]


def receivers(signal, sender):
    """The names of the functions that are connected for the sender."""
    return [
        reference().__qualname__
        for (_receiver, key), reference, *_rest in signal.receivers
        if key == sender and reference() is not None
    ]


def test_no_receiver_is_connected_for_all_senders():
    found = {name: receivers(signal, NONE_ID) for name, signal in SIGNALS.items()}
    # Django's own, which run for each app.
    assert {name: names for name, names in found.items() if names} == {
        "post_migrate": ["create_permissions", "create_contenttypes"]
    }


@pytest.mark.parametrize("model", DELETED_AT_ONCE)
def test_rows_without_files_are_deleted_at_once(db, model):
    assert Collector(using="default").can_fast_delete(model.objects.all())


def test_sessions_are_deleted_in_one_query(db, django_assert_num_queries):
    Session.objects.bulk_create(
        Session(session_key=f"key-{number}", expire_date="2026-01-01T00:00Z") for number in range(3)
    )
    with django_assert_num_queries(1):
        Session.objects.all().delete()


@pytest.mark.parametrize("kind", kinds())
def test_files_are_deleted_with_their_rows(kind):
    names = receivers(signals.post_delete, id(kind))
    assert ("delete_folders_with_row" in names) == issubclass(kind, WithFile)


def test_models_of_django_have_no_receivers_of_ours_before_a_save(db):
    assert not signals.pre_save.has_listeners(ContentType)
