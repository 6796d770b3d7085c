"""The groups of the roles, and their first permissions.

Use `group_for()` instead of the name of a group, because administrators may rename or delete it.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import transaction
from taggit.models import Tag

from seventeen_moments.core.permissions import ALL_ACTIONS

NAMES = {"editor": "Editors", "moderator": "Moderators", "author": "Authors"}  # initial
# Rights on models of other packages. Our models declare theirs as `role_rights`.
THIRD_PARTY_RIGHTS = {Tag: {"editor": ALL_ACTIONS}}


def group_for(role, apps=installed):
    """None if the group was deleted and there is no new one with the initial name."""
    roles = apps.get_model("editorial.Role").objects
    if stored := roles.filter(code=role).select_related("group").first():
        return stored.group
    groups = apps.get_model("auth.Group").objects
    if group := groups.filter(name=NAMES[role], role=None).first():
        # The administrator who added the group chose its permissions.
        roles.create(code=role, group=group, granted=list(rights_for(role)))
    return group


def rights_for(role):
    """The permitted actions by the label of the model."""
    declared = {model: getattr(model, "role_rights", {}) for model in installed.get_models()}
    return {
        model._meta.label_lower: rights[role]
        for model, rights in (declared | THIRD_PARTY_RIGHTS).items()
        if role in rights
    }


def grant_rights(apps=installed, **kwargs):
    """Runs after migrations. Permissions for a model are granted once, because administrators may
    withdraw them."""
    models = {model._meta.label_lower: model for model in apps.get_models()}
    if "editorial.role" not in models:
        return  # at an earlier migration
    with transaction.atomic():
        for code in NAMES:
            group_for(code, apps)
        for role in models["editorial.role"].objects.select_for_update():
            rights = {
                label: actions
                for label, actions in rights_for(role.code).items()
                if label in models and label not in role.granted
            }
            for label, actions in rights.items():
                app_label, model_name = label.split(".")
                # Django creates permissions only after the migrations of all apps.
                create_permissions(installed.get_app_config(app_label), verbosity=0, apps=apps)
                permissions = apps.get_model("auth.Permission").objects.filter(
                    content_type__app_label=app_label,
                    codename__in=[
                        action if "_" in action else f"{action}_{model_name}" for action in actions
                    ],
                )
                role.group.permissions.add(*permissions)
            role.granted += list(rights)
            role.save(update_fields=["granted"])
