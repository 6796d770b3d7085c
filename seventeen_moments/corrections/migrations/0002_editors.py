from django.db import migrations

from seventeen_moments.roles import groups

GRANTED = ["view_correction", "change_correction"]


def grant(apps, schema_editor):
    groups.grant("editor", "corrections", GRANTED, apps)


def take_back(apps, schema_editor):
    groups.take_back("editor", "corrections", GRANTED, apps)


class Migration(migrations.Migration):
    dependencies = [
        ("corrections", "0001_corrections"),
        ("roles", "0003_house_rules"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
