from django.db import migrations

from seventeen_moments.roles import groups

# To add alone: seventeen_moments/roles/rules.py says what comes with it.
WRITTEN = {
    "essays": ["add_essay"],
    "resources": ["add_text", "add_image", "add_recording", "add_reference"],
}


def grant(apps, schema_editor):
    groups.add_group("author", apps)
    for label, codenames in WRITTEN.items():
        groups.grant("author", label, codenames, apps)


def remove(apps, schema_editor):
    groups.delete_group("author", apps)


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_editors_and_moderators")]

    operations = [migrations.RunPython(grant, remove)]
