from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests import factories

migration = import_module("seventeen_moments.roles.migrations.0001_editors_and_moderators")
house_rules = import_module("seventeen_moments.roles.migrations.0003_house_rules")
privacy = import_module("seventeen_moments.privacy.migrations.0002_moderators")

pytestmark = pytest.mark.django_db

EDITORS = {
    "essays.open_close_comments",
    "essays.view_comment",
    "corrections.view_correction",
    "corrections.change_correction",
    *(
        f"{label}.{action}_{model}"
        for label, model in [
            ("essays", "essay"),
            ("resources", "text"),
            ("resources", "image"),
            ("resources", "recording"),
            ("resources", "reference"),
            ("taggit", "tag"),
        ]
        for action in ["add", "change", "delete", "view"]
    ),
}
MODERATORS = {
    "essays.view_essay",
    "essays.open_close_comments",
    "essays.view_comment",
    "essays.change_comment",
    "essays.view_houserules",
    "essays.change_houserules",
    "privacy.erase_person",
}


def test_editors_write_and_moderators_moderate():
    granted = [factories.user(name).get_all_permissions() for name in ("Editors", "Moderators")]
    assert granted == [EDITORS, MODERATORS]


def test_migration_can_be_undone_and_done_again():
    migration.remove(apps, None)
    undone = Group.objects.filter(name__in=migration.GROUPS).count()
    migration.grant(apps, None)
    house_rules.grant(apps, None)
    privacy.grant(apps, None)
    assert (undone, factories.user("Moderators").get_all_permissions()) == (0, MODERATORS)


def test_grant_of_the_house_rules_can_be_taken_back():
    house_rules.take_back(apps, None)
    assert factories.user("Moderators").get_all_permissions() == {
        name for name in MODERATORS if "houserules" not in name
    }


def test_group_that_stands_already_is_kept():
    member = factories.user("Editors")
    migration.grant(apps, None)
    assert [group.name for group in member.groups.all()] == ["Editors"]


@pytest.mark.parametrize("role", ["Editors", "Moderators"])
@pytest.mark.parametrize("model", ["user", "group"])
def test_roles_do_not_reach_accounts(client, role, model):
    client.force_login(factories.user(role))
    names = [f"admin:auth_{model}_changelist", f"admin:auth_{model}_add"]
    assert [client.get(reverse(name)).status_code for name in names] == [403, 403]


@pytest.mark.parametrize("role", ["Editors", "Moderators"])
def test_roles_do_not_raise_themselves(client, role):
    user = factories.user(role)
    client.force_login(user)
    address = reverse("admin:auth_user_change", args=[user.pk])
    response = client.post(address, {"username": user.username, "is_superuser": "on"})
    assert (response.status_code, User.objects.get().is_superuser) == (403, False)


def test_administrator_reaches_accounts(admin_client):
    names = ["admin:auth_user_changelist", "admin:auth_group_changelist"]
    assert [admin_client.get(reverse(name)).status_code for name in names] == [200, 200]


def test_reader_with_an_account_does_not_reach_the_admin(client):
    client.force_login(factories.user("Editors", is_staff=False))
    response = client.get(reverse("admin:index"))
    assert response.url == f"{reverse('admin:login')}?next={reverse('admin:index')}"
