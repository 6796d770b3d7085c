"""A new column for e-mail addresses needs a data source, which finds and erases them."""

import pytest
import reversion
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.models import EmailField

from essays.models import Comment
from seventeen_moments.corrections.models import Correction
from seventeen_moments.privacy.data_sources import data_sources, erase
from tests import factories


@pytest.mark.django_db
def test_every_model_with_an_email_field_has_a_data_source():
    models = {
        model
        for model in apps.get_models()
        if any(isinstance(field, EmailField) for field in model._meta.get_fields())
    }
    covered = {source.find("anna@example.org").model for source in data_sources()}
    assert models - covered == set()


def test_texts_of_readers_have_no_versions():
    assert [reversion.is_registered(model) for model in (Comment, Correction)] == [False, False]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_failing_erasure_erases_nothing():
    comment = factories.comment(email="anna@example.org")
    with pytest.raises(IntegrityError):
        erase("anna@example.org", User(pk=404))
    assert list(Comment.objects.filter(email="anna@example.org")) == [comment]
