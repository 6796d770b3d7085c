from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def permission(apps):
    return apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="privacy", codename="erase_person"
    )


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration; they are needed here.
    create_permissions(installed.get_app_config("privacy"), verbosity=0, apps=apps)
    group = apps.get_model("auth", "Group").objects.get(name="Moderators")
    group.permissions.add(permission(apps))


def take_back(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.get(name="Moderators")
    group.permissions.remove(permission(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_erasures"),
        ("roles", "0003_house_rules"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
