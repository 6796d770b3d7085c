"""The groups of the roles, for migrations and at runtime.

Ask for a group here, never by its name: an administrator may rename or delete it.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

NAMES = {"editor": "Editors", "moderator": "Moderators", "author": "Authors"}  # at first


def group_of(role, apps=installed):
    """None, if it was deleted, and no other of its first name took its place."""
    roles = apps.get_model("roles", "Role").objects
    if found := roles.filter(code=role).select_related("group").first():
        return found.group
    groups = apps.get_model("auth", "Group").objects
    group = groups.filter(name=NAMES[role], role=None).first()
    if group:
        roles.create(code=role, group=group)
    return group


# For migrations


def add_group(role, apps):
    if group_of(role, apps):
        return
    groups, name = apps.get_model("auth", "Group").objects, NAMES[role]
    if groups.filter(name=name).exists():  # that of another role, by a new name
        name = f"{name} ({role})"
    group = groups.create(name=name)
    apps.get_model("roles", "Role").objects.create(code=role, group=group)


def delete_group(role, apps):
    if group := group_of(role, apps):
        group.delete()


def grant(role, label, codenames, apps):
    """Grants nothing where the group was deleted: no half group takes its place."""
    # Django makes permissions only after the last migration; they are needed here.
    create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    if group := group_of(role, apps):
        group.permissions.add(*_permissions(label, codenames, apps))


def take_back(role, label, codenames, apps):
    if group := group_of(role, apps):
        group.permissions.remove(*_permissions(label, codenames, apps))


def _permissions(label, codenames, apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=label, codename__in=codenames
    )
