import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import permission
from seventeen_moments.editorial import groups
from seventeen_moments.editorial.models import Role
from tests import factories

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
            ("pages", "page"),
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
    "essays.view_commentsettings",
    "essays.change_commentsettings",
    *(f"essays.{action}_block" for action in ["add", "change", "view"]),
    *(f"essays.{action}_savedreply" for action in ["add", "change", "delete", "view"]),
    "privacy.erase_person",
}


def test_editors_write_and_moderators_moderate():
    granted = [factories.user(name).get_all_permissions() for name in ("Editors", "Moderators")]
    assert granted == [EDITORS, MODERATORS]


def test_authors_may_only_add():
    added = {"essays.add_essay", *(permission("add", kind) for kind in kinds())}
    assert factories.user("Authors").get_all_permissions() == added


def test_granting_again_changes_nothing():
    groups.grant_rights()
    assert factories.user("Moderators").get_all_permissions() == MODERATORS


def test_group_with_the_name_of_another_role_is_not_taken_from_it():
    Group.objects.get(name="Authors").delete()
    Group.objects.filter(name="Moderators").update(name="Authors")
    groups.grant_rights()
    assert (groups.group_for("moderator").name, groups.group_for("author")) == ("Authors", None)


# Groups that an administrator changed, renamed or deleted


def permissions(group):
    return set(group.permissions.values_list("codename", flat=True))


def test_withdrawn_permission_is_not_granted_again():
    group = Group.objects.get(name="Moderators")
    group.permissions.remove(*group.permissions.filter(codename="erase_person"))
    groups.grant_rights()
    assert "erase_person" not in permissions(group)


@pytest.mark.parametrize("role", ["editor", "moderator", "author"])
def test_renamed_group_gets_permissions_for_a_new_model(role):
    group = groups.group_for(role)
    before = permissions(group)
    Group.objects.filter(pk=group.pk).update(name="Редакция")
    group.permissions.clear()
    Role.objects.update(granted=[])
    groups.grant_rights()
    assert (permissions(group), Group.objects.count()) == (before, 3)


def test_permissions_are_granted_for_new_models_only():
    group = groups.group_for("author")
    group.permissions.clear()
    Role.objects.filter(code="author").update(granted=["essays.essay"])
    groups.grant_rights()
    assert permissions(group) == {f"add_{kind._meta.model_name}" for kind in kinds()}


@pytest.mark.parametrize("name", ["Editors", "Moderators", "Authors"])
def test_deleted_group_is_not_added_again(name):
    Group.objects.get(name=name).delete()
    groups.grant_rights()
    assert not Group.objects.filter(name=name).exists()


def test_new_group_with_the_initial_name_gets_the_role():
    Group.objects.get(name="Editors").delete()
    group = Group.objects.create(name="Editors")
    groups.grant_rights()
    Group.objects.filter(pk=group.pk).update(name="Редакция")
    assert (permissions(group), groups.group_for("editor")) == (set(), group)


@pytest.mark.parametrize("role", ["Editors", "Moderators"])
@pytest.mark.parametrize("model", ["user", "group"])
def test_roles_have_no_access_to_accounts(client, role, model):
    client.force_login(factories.user(role))
    names = [f"admin:auth_{model}_changelist", f"admin:auth_{model}_add"]
    assert [client.get(reverse(name)).status_code for name in names] == [403, 403]


@pytest.mark.parametrize("role", ["Editors", "Moderators"])
def test_roles_cannot_change_their_permissions(client, role):
    user = factories.user(role)
    client.force_login(user)
    address = reverse("admin:auth_user_change", args=[user.pk])
    response = client.post(address, {"username": user.username, "is_superuser": "on"})
    assert (response.status_code, User.objects.get().is_superuser) == (403, False)


def test_administrator_has_access_to_accounts(admin_client):
    names = ["admin:auth_user_changelist", "admin:auth_group_changelist"]
    assert [admin_client.get(reverse(name)).status_code for name in names] == [200, 200]


def test_reader_with_an_account_has_no_access_to_the_admin(client):
    client.force_login(factories.user("Editors", is_staff=False))
    response = client.get(reverse("admin:index"))
    assert response.url == f"{reverse('admin:login')}?next={reverse('admin:index')}"
