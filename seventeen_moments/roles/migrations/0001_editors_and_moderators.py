from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = ["add", "change", "delete", "view"]
GROUPS = {
    "Editors": {
        ("essays", "essay"): [*EVERYTHING, "open_close_comments"],
        ("essays", "comment"): ["view"],
        ("resources", "text"): EVERYTHING,
        ("resources", "image"): EVERYTHING,
        ("resources", "recording"): EVERYTHING,
        ("resources", "reference"): EVERYTHING,
        ("taggit", "tag"): EVERYTHING,
    },
    "Moderators": {
        ("essays", "essay"): ["view", "open_close_comments"],
        ("essays", "comment"): ["change", "view"],
    },
}


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration; they are needed here.
    for label in sorted({label for rights in GROUPS.values() for label, _ in rights}):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for (label, model), actions in rights.items():
            codenames = [action if "_" in action else f"{action}_{model}" for action in actions]
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
            )


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("essays", "0002_lead_image_and_themes"),
        ("resources", "0001_sources"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(grant, remove)]
