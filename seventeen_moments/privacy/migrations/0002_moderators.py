from django.db import migrations

from seventeen_moments.roles import groups

GRANTED = ["erase_person"]


def grant(apps, schema_editor):
    groups.grant("moderator", "privacy", GRANTED, apps)


def take_back(apps, schema_editor):
    groups.take_back("moderator", "privacy", GRANTED, apps)


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_erasures"),
        ("roles", "0003_house_rules"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
