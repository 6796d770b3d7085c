from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="corrections",
        codename__in=["view_correction", "change_correction"],
    )


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration; they are needed here.
    create_permissions(installed.get_app_config("corrections"), verbosity=0, apps=apps)
    group = apps.get_model("auth", "Group").objects.get(name="Editors")
    group.permissions.add(*permissions(apps))


def take_back(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.get(name="Editors")
    group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("corrections", "0001_corrections"),
        ("roles", "0003_house_rules"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
