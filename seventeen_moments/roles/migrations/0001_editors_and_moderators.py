import django.db.models.deletion
from django.db import migrations, models

from seventeen_moments.roles import groups

EVERYTHING = ["add", "change", "delete", "view"]
ROLES = {
    "editor": {
        ("essays", "essay"): [*EVERYTHING, "open_close_comments"],
        ("essays", "comment"): ["view"],
        ("resources", "text"): EVERYTHING,
        ("resources", "image"): EVERYTHING,
        ("resources", "recording"): EVERYTHING,
        ("resources", "reference"): EVERYTHING,
        ("taggit", "tag"): EVERYTHING,
    },
    "moderator": {
        ("essays", "essay"): ["view", "open_close_comments"],
        ("essays", "comment"): ["change", "view"],
    },
}


def grant(apps, schema_editor):
    for role, rights in ROLES.items():
        groups.add_group(role, apps)
        for (label, model), actions in rights.items():
            codenames = [action if "_" in action else f"{action}_{model}" for action in actions]
            groups.grant(role, label, codenames, apps)


def remove(apps, schema_editor):
    for role in ROLES:
        groups.delete_group(role, apps)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("essays", "0002_lead_image_and_themes"),
        ("resources", "0001_sources"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
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
        migrations.RunPython(grant, remove),
    ]
