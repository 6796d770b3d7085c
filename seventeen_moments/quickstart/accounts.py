"""One account for each kind of work."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

GROUPS = {"editor": "Editors", "moderator": "Moderators", "administrator": None}

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing to confuse: no l and 1, no o and 0, no i


def missing():
    names = get_user_model().objects.values_list("username", flat=True)
    standing = set(names.filter(username__in=GROUPS))
    return [name for name in GROUPS if name not in standing]


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
    group = GROUPS[name]
    account = get_user_model().objects.create_user(
        name, password=password, is_staff=True, is_superuser=group is None
    )
    if group:
        account.groups.add(_group(group, name))


def _group(group, name):
    try:
        return Group.objects.get(name=group)
    except Group.DoesNotExist:
        raise CommandError(
            f"There is no group “{group}” for the account “{name}”: "
            "make the group anew in the admin, then run this again."
        ) from None
