"""Accounts for a first look: an editor, a moderator and an administrator."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from seventeen_moments.editorial.groups import NAMES, group_for

ACCOUNTS = ["editor", "moderator", "administrator"]  # the first two have the names of roles

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without l and 1, o and 0, and i


def missing():
    users = get_user_model().objects.filter(username__in=ACCOUNTS)
    present = set(users.values_list("username", flat=True))
    return [name for name in ACCOUNTS if name not in present]


@transaction.atomic
def add(names, *, with_passwords):
    """Returns the new passwords by name; None where `changepassword` is to set one."""
    passwords = {
        name: get_random_string(16, READABLE) if with_passwords else None for name in names
    }
    for name, password in passwords.items():
        has_role = name in NAMES
        account = get_user_model().objects.create_user(
            name, password=password, is_staff=True, is_superuser=not has_role
        )
        if has_role:
            account.groups.add(existing_group(name))
    return passwords


def existing_group(role):
    if group := group_for(role):
        return group
    raise CommandError(
        f"There is no group “{NAMES[role]}” for the account “{role}”: "
        "create the group again in the admin, then run this again."
    )
