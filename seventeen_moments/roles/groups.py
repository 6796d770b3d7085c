"""The groups of the roles, for migrations and at runtime.

Ask for a group here, never by its name: an administrator may rename or delete it.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import transaction

from seventeen_moments.kinds import kinds

# On each kind of source. To add alone: rules.py says what comes with it.
ON_KINDS = {"editor": ["add", "change", "delete", "view"], "author": ["add"]}
NAMES = {"editor": "Editors", "moderator": "Moderators", "author": "Authors"}  # at first


def group_of(role, apps=installed):
    """None, if it was deleted, and no other of its first name took its place."""
    roles = apps.get_model("roles", "Role").objects
    if found := roles.filter(code=role).select_related("group").first():
        return found.group
    groups = apps.get_model("auth", "Group").objects
    group = groups.filter(name=NAMES[role], role=None).first()
    if group:
        # Whoever made the group by hand chose its rights.
        chosen = {"kinds": kind_labels()} if apps is installed else {}
        roles.create(code=role, group=group, **chosen)
    return group


def grant_kinds(apps=installed, **kwargs):
    """After migrating: a kind that came with an app or a version can be edited. Once for each,
    since an administrator may take the rights back."""
    standing = {model._meta.label_lower: model for model in apps.get_models()}
    if "roles.role" not in standing or not hasattr(standing["roles.role"], "kinds"):
        return  # at an earlier migration
    with transaction.atomic():
        for code, actions in ON_KINDS.items():
            group_of(code, apps)
            roles = standing["roles.role"].objects.select_for_update()
            for role in roles.filter(code=code):
                new = [
                    label for label in kind_labels() if label in standing.keys() - set(role.kinds)
                ]
                _grant_on(new, code, actions, apps)
                roles.filter(pk=role.pk).update(kinds=[*role.kinds, *new])


def kind_labels():
    return [kind._meta.label_lower for kind in kinds()]


def _grant_on(labels, code, actions, apps):
    for label in labels:
        app, name = label.split(".")
        grant(code, app, [f"{action}_{name}" for action in actions], apps)


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
