import pytest
from django.contrib.auth.models import Group, User
from django.core.management.base import CommandError
from django.http import HttpRequest

from seventeen_moments.samples import accounts

pytestmark = pytest.mark.django_db

NAMES = ["editor", "moderator", "administrator"]


def test_all_accounts_are_missing_at_first():
    assert accounts.missing() == NAMES


def test_account_that_is_there_is_not_missing():
    User.objects.create(username="moderator")
    assert accounts.missing() == ["editor", "administrator"]


def test_accounts_are_added_to_their_groups():
    accounts.add(NAMES, with_passwords=True)
    groups = {name: list(Group.objects.filter(user__username=name)) for name in NAMES}
    assert groups == {
        "editor": [Group.objects.get(name="Editors")],
        "moderator": [Group.objects.get(name="Moderators")],
        "administrator": [],
    }


def test_account_is_added_to_a_renamed_group():
    Group.objects.filter(name="Editors").update(name="Редакция")
    accounts.add(["editor"], with_passwords=False)
    assert Group.objects.get(user__username="editor").name == "Редакция"


def test_account_is_added_to_a_group_that_was_created_again():
    Group.objects.get(name="Moderators").delete()
    group = Group.objects.create(name="Moderators")
    accounts.add(["moderator"], with_passwords=False)
    assert Group.objects.get(user__username="moderator") == group


def test_only_the_administrator_is_a_superuser():
    accounts.add(NAMES, with_passwords=True)
    rights = User.objects.values_list("username", "is_superuser", "is_staff")
    assert sorted(rights) == [
        ("administrator", True, True),
        ("editor", False, True),
        ("moderator", False, True),
    ]


def test_passwords_open_the_accounts(client):
    passwords = accounts.add(NAMES, with_passwords=True)
    logged_in = [
        client.login(request=HttpRequest(), username=name, password=passwords[name])
        for name in NAMES
    ]
    assert logged_in == [True, True, True]


def test_passwords_are_long_and_all_different():
    passwords = accounts.add(NAMES, with_passwords=True)
    assert [len(password) for password in set(passwords.values())] == [16, 16, 16]


def test_account_without_password_cannot_log_in(client):
    assert accounts.add(["editor"], with_passwords=False) == {"editor": None}
    assert not User.objects.get(username="editor").has_usable_password()


def test_missing_group_is_named_and_no_account_is_added():
    Group.objects.get(name="Moderators").delete()
    with pytest.raises(CommandError) as refusal:
        accounts.add(NAMES, with_passwords=True)
    assert str(refusal.value) == (
        "There is no group “Moderators” for the account “moderator”: "
        "create the group again in the admin, then run this again."
    )
    assert not User.objects.exists()
