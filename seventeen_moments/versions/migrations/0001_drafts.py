import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("data", models.JSONField(default=dict, verbose_name="changed fields")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="public from"),
                ),
                (
                    "failure",
                    models.TextField(
                        blank=True,
                        help_text="Why it could not be published as scheduled.",
                        verbose_name="failure",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The draft of the essay in whose form this source was changed.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="versions.draft",
                        verbose_name="saved together with",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "default_permissions": [],
                "indexes": [models.Index(fields=["publish_at"], name="versions_draft_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id"), name="versions_draft_one_a_row"
                    )
                ],
            },
        ),
    ]
