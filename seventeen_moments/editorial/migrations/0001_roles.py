import django.db.models.deletion
from django.db import migrations, models

GROUPS = {"editor": "Editors", "moderator": "Moderators", "author": "Authors"}


def add_groups(apps, schema_editor):
    """Their permissions are granted after `migrate`, by groups.py."""
    groups = apps.get_model("auth", "Group").objects
    for code, name in GROUPS.items():
        group, _created = groups.get_or_create(name=name)
        apps.get_model("editorial", "Role").objects.create(code=code, group=group)


def delete_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.exclude(role=None).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("granted", models.JSONField(default=list)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.group"
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(add_groups, delete_groups),
    ]
