"""Whoever adds a column for an e-mail address says here who finds and erases it."""

from importlib import import_module

import pytest
import reversion
from django.apps import apps
from django.db.models import EmailField

from essays.models import Comment
from seventeen_moments.corrections.models import Correction
from seventeen_moments.privacy.holders import holders
from tests import factories

migration = import_module("seventeen_moments.privacy.migrations.0002_moderators")

pytestmark = pytest.mark.django_db


def test_every_table_with_an_address_has_its_holder():
    tables = {
        model
        for model in apps.get_models()
        if any(isinstance(field, EmailField) for field in model._meta.get_fields())
    }
    held = {holder.find("anna@example.org").model for holder in holders()}
    assert tables - held == set()


def test_history_keeps_no_words_of_readers():
    assert [reversion.is_registered(model) for model in (Comment, Correction)] == [False, False]


def test_moderators_may_erase_until_that_is_taken_back():
    before = factories.user("Moderators").has_perm("privacy.erase_person")
    migration.take_back(apps, None)
    after = factories.user("Moderators").has_perm("privacy.erase_person")
    assert (before, after) == (True, False)
