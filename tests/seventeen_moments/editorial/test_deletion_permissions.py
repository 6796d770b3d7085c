"""Users who may delete an object also delete its dependents, without a permission for these."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import CASCADE

from essays.models import Comment, Essay, ModerationAction
from seventeen_moments.core.publication import Status
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.editorial.deletion import (
    account_with_mail,
    decided_comment,
    delete_selected,
    page,
)

pytestmark = pytest.mark.django_db


ROLES = ["Administrators", "Editors", "Authors", "Moderators"]


def essay_of(user):
    return factories.essay(owner=user, status=Status.DRAFT)


def essay_with_comment(user):
    return factories.comment(essay=essay_of(user)).essay


# Models that a role may delete, with dependent models that it may not delete.
PAIRS = {
    ("Administrators", User, Mail): account_with_mail,
    ("Editors", Essay, Comment): essay_with_comment,
    ("Authors", Essay, Comment): essay_with_comment,
}
each_pair = pytest.mark.parametrize(("role", "parent", "dependent"), PAIRS)


def account(role):
    return factories.user(role, is_superuser=role == "Administrators")


def cascading(model, models=None):
    """The models whose objects are deleted with one of the model."""
    models = set() if models is None else models
    for relation in model._meta.get_fields(include_hidden=True):
        generic = hasattr(relation, "bulk_related_objects")
        cascades = getattr(relation, "on_delete", None) is CASCADE and relation.auto_created
        # Deleting a theme deletes its TaggedItem objects.
        related = getattr(relation, "through", None) or relation.related_model
        if (generic or cascades) and related not in models:
            models.add(related)
            cascading(related, models)
    return models


def forbidden_pairs(role, rf):
    request = rf.get("/")
    request.user = account(role)
    refused = {
        model
        for model, model_admin in admin.site._registry.items()
        if not model_admin.has_delete_permission(request)
    }
    return {
        (role, parent, dependent)
        for parent in admin.site._registry.keys() - refused
        for dependent in cascading(parent) & refused
    }


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        user = account(role)
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize("role", ROLES)
def test_every_pair_in_the_admin_is_tested(role, rf):
    assert forbidden_pairs(role, rf) == {pair for pair in PAIRS if pair[0] == role}


@each_pair
def test_confirmation_lists_dependent_objects(client, signed_in, role, parent, dependent):
    row = PAIRS[role, parent, dependent](signed_in(role))
    context = client.get(page(row)).context
    counts = dict(context["model_count"])
    assert not context["perms_lacking"]
    assert counts[dependent._meta.verbose_name_plural] == 1


@each_pair
def test_object_is_deleted_with_its_dependents(client, signed_in, role, parent, dependent):
    row = PAIRS[role, parent, dependent](signed_in(role))
    client.post(page(row), {"post": "yes"})
    assert not parent.objects.filter(pk=row.pk).exists()
    assert dependent.objects.count() == 0


@each_pair
def test_confirmation_of_selected_objects_lists_all(client, signed_in, role, parent, dependent):
    make = PAIRS[role, parent, dependent]
    user = signed_in(role)
    context = delete_selected(client, make(user), make(user)).context
    assert not context["perms_lacking"]
    assert dict(context["model_count"])[dependent._meta.verbose_name_plural] == 2


@each_pair
def test_selected_objects_are_deleted(client, signed_in, role, parent, dependent):
    user = signed_in(role)
    rows = [PAIRS[role, parent, dependent](user) for _ in range(2)]
    delete_selected(client, *rows, post="yes")
    assert not parent.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert dependent.objects.count() == 0


# Without their parent


def action():
    decided_comment(None)
    return ModerationAction.objects.get()


def mail():
    account_with_mail(None)
    return Mail.objects.get()


@pytest.mark.parametrize("make", [action, mail])
def test_administrator_cannot_delete_dependent_object(admin_client, make):
    row = make()
    assert admin_client.post(page(row), {"post": "yes"}).status_code == 403
    assert type(row).objects.count() == 1


@pytest.mark.parametrize("make", [action, mail])
def test_administrator_does_not_delete_selected_rows_by_hand(admin_client, make):
    row = make()
    delete_selected(admin_client, row, post="yes")
    assert type(row).objects.count() == 1


def test_editor_cannot_delete_comment_without_its_essay(editor_client):
    comment = factories.comment()
    assert editor_client.post(page(comment), {"post": "yes"}).status_code == 403
    delete_selected(editor_client, comment, post="yes")
    assert Comment.objects.count() == 1
