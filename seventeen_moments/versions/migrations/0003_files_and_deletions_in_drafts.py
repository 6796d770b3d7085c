import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("versions", "0002_editing_sessions")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="deletes",
            field=models.BooleanField(
                default=False,
                help_text="Whether the source is deleted when the draft is published.",
                verbose_name="deletion",
            ),
        ),
        migrations.AddField(
            model_name="saveddraft",
            name="deletes",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="DraftFolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folder", models.CharField(db_index=True, max_length=100)),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folders",
                        to="versions.draft",
                    ),
                ),
                (
                    "saved_draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folders",
                        to="versions.saveddraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a draft",
                "verbose_name_plural": "files of drafts",
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("draft", None), ("saved_draft__isnull", False))
                        | models.Q(("draft__isnull", False), ("saved_draft", None)),
                        name="versions_draftfolder_of_one_draft",
                    )
                ],
            },
        ),
    ]
