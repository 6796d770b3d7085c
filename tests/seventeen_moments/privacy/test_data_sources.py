"""Whoever adds a column for an e-mail address says here who finds and erases it."""

import pytest
import reversion
from django.apps import apps
from django.db.models import EmailField

from essays.models import Comment
from seventeen_moments.corrections.models import Correction
from seventeen_moments.privacy.data_sources import holders

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
