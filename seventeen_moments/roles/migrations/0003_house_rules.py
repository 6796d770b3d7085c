from django.db import migrations

from seventeen_moments.roles import groups

GRANTED = ["view_houserules", "change_houserules"]


def grant(apps, schema_editor):
    groups.grant("moderator", "essays", GRANTED, apps)


def take_back(apps, schema_editor):
    groups.take_back("moderator", "essays", GRANTED, apps)


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0005_conversations"),
        ("roles", "0002_authors"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
