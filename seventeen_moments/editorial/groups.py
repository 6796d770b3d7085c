"""The groups of the roles, and what each role may do at first.

Ask for a group here, never by its name: an administrator may rename or delete it.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import transaction
from taggit.models import Tag

from seventeen_moments.core.permissions import ALL_ACTIONS

NAMES = {"editor": "Editors", "moderator": "Moderators", "author": "Authors"}  # at first
# On models of other packages. Ours declare theirs, as `role_rights`.
FOREIGN = {Tag: {"editor": ALL_ACTIONS}}


def group_of(role):
    """None if it was deleted, unless a group with its first name has taken its place."""
    roles = installed.get_model("editorial.Role").objects
    if found := roles.filter(code=role).select_related("group").first():
        return found.group
    groups = installed.get_model("auth.Group").objects
    if group := groups.filter(name=NAMES[role], role=None).first():
        # The administrator who added the group has chosen its permissions.
        roles.create(code=role, group=group, granted=list(rights_of(role)))
    return group


def rights_of(role):
    """The actions by label of the model."""
    declared = {model: getattr(model, "role_rights", {}) for model in installed.get_models()}
    return {
        model._meta.label_lower: rights[role]
        for model, rights in (declared | FOREIGN).items()
        if role in rights
    }


def grant_rights(apps=installed, **kwargs):
    """After migrating. A model that came with an app or a version is granted once, since an
    administrator may take its permissions back."""
    models = {model._meta.label_lower: model for model in apps.get_models()}
    if "editorial.role" not in models:
        return  # at an earlier migration
    with transaction.atomic():
        for code in NAMES:
            group_of(code)
        for role in models["editorial.role"].objects.select_for_update():
            rights = {
                label: actions
                for label, actions in rights_of(role.code).items()
                if label in models and label not in role.granted
            }
            for label, actions in rights.items():
                role.group.permissions.add(*_permissions(label, actions, apps))
            role.granted += list(rights)
            role.save(update_fields=["granted"])


def _permissions(label, actions, apps):
    app_label, name = label.split(".")
    # Django makes permissions only after all apps are migrated; they are needed here.
    create_permissions(installed.get_app_config(app_label), verbosity=0, apps=apps)
    return apps.get_model("auth.Permission").objects.filter(
        content_type__app_label=app_label,
        codename__in=[action if "_" in action else f"{action}_{name}" for action in actions],
    )
