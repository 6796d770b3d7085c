from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

# To add alone: seventeen_moments/roles/rules.py says what comes with it.
WRITTEN = {
    "essays": ["add_essay"],
    "resources": ["add_text", "add_image", "add_recording", "add_reference"],
}


def grant(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    group, _ = Group.objects.get_or_create(name="Authors")
    for label, codenames in WRITTEN.items():
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
        )


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Authors").delete()


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_editors_and_moderators")]

    operations = [migrations.RunPython(grant, remove)]
