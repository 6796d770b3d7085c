from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.urls import reverse

from seventeen_moments.kinds import kinds
from seventeen_moments.roles import groups
from seventeen_moments.roles.models import Role
from tests import factories

migration = import_module("seventeen_moments.roles.migrations.0001_editors_and_moderators")
house_rules = import_module("seventeen_moments.roles.migrations.0003_house_rules")
privacy = import_module("seventeen_moments.privacy.migrations.0002_moderators")
corrections = import_module("seventeen_moments.corrections.migrations.0002_editors")
authors = import_module("seventeen_moments.roles.migrations.0002_authors")
earlier = import_module("seventeen_moments.roles.migrations.0004_roles_of_earlier_archives")

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
            *(kind._meta.label_lower.split(".") for kind in kinds()),
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
    undone = Group.objects.filter(name__in=["Editors", "Moderators"]).count()
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


# Groups that an administrator renamed or deleted

GRANTS = [("Editors", corrections), ("Moderators", house_rules), ("Moderators", privacy)]


def permissions(group):
    return set(group.permissions.values_list("codename", flat=True))


@pytest.mark.parametrize(("name", "granting"), GRANTS)
def test_renamed_group_loses_and_gets_what_a_migration_grants(name, granting):
    Group.objects.filter(name=name).update(name="Редакция")
    group = Group.objects.get(name="Редакция")
    before = permissions(group)
    granting.take_back(apps, None)
    assert permissions(group) == before - set(granting.GRANTED)
    granting.grant(apps, None)
    assert (permissions(group), Group.objects.count()) == (before, 3)


@pytest.mark.parametrize(("name", "granting"), GRANTS)
def test_deleted_group_stops_no_migration_and_does_not_come_back(name, granting):
    Group.objects.get(name=name).delete()
    granting.take_back(apps, None)
    granting.grant(apps, None)
    assert not Group.objects.filter(name=name).exists()


def test_group_made_anew_by_its_first_name_has_the_role():
    Group.objects.get(name="Editors").delete()
    group = Group.objects.create(name="Editors")
    corrections.grant(apps, None)
    Group.objects.filter(pk=group.pk).update(name="Редакция")
    assert (permissions(group), groups.group_of("editor")) == (set(corrections.GRANTED), group)


def test_renamed_groups_go_with_the_migrations_that_made_them():
    Group.objects.filter(name="Editors").update(name="Редакция")
    Group.objects.filter(name="Authors").update(name="Editors")
    authors.remove(apps, None)
    migration.remove(apps, None)
    assert not Group.objects.exists()


def test_first_name_that_another_role_has_is_not_taken_from_it():
    Group.objects.get(name="Authors").delete()
    Group.objects.filter(name="Moderators").update(name="Authors")
    authors.grant(apps, None)
    names = [groups.group_of(role).name for role in ["moderator", "author"]]
    assert names == ["Authors", "Authors (author)"]


def test_groups_of_an_earlier_archive_get_their_roles():
    Role.objects.all().delete()
    earlier.link(apps, SimpleNamespace(connection=connection))
    found = Role.objects.order_by("code").values_list("code", "group__name")
    assert list(found) == [
        ("author", "Authors"),
        ("editor", "Editors"),
        ("moderator", "Moderators"),
    ]


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
