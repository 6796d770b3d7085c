"""One account for each kind of work."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from seventeen_moments.editorial.groups import NAMES, group_for

ACCOUNTS = ["editor", "moderator", "administrator"]  # the first two are named like their roles

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing to confuse: no l and 1, no o and 0, no i


def missing():
    names = get_user_model().objects.values_list("username", flat=True)
    standing = set(names.filter(username__in=ACCOUNTS))
    return [name for name in ACCOUNTS if name not in standing]


@transaction.atomic
def add(names, *, with_passwords):
    """The new passwords by name; without one an account waits for `changepassword`."""
    passwords = {
        name: get_random_string(16, READABLE) if with_passwords else None for name in names
    }
    for name, password in passwords.items():
        _add(name, password)
    return passwords


def _add(name, password):
    has_role = name in NAMES
    account = get_user_model().objects.create_user(
        name, password=password, is_staff=True, is_superuser=not has_role
    )
    if has_role:
        account.groups.add(_group(name))


def _group(role):
    if group := group_for(role):
        return group
    raise CommandError(
        f"There is no group “{NAMES[role]}” for the account “{role}”: "
        "create the group again in the admin, then run this again."
    )
