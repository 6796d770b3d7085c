import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0006_slugs_in_small_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModerationAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "Decision"),
                            ("flags", "Flags dismissed"),
                            ("reply", "Reply"),
                            ("switch", "Comments opened or closed"),
                            ("policy", "Comment policy"),
                            ("settings", "Comment settings"),
                            ("thread", "Thread opened or closed"),
                            ("redaction", "Redaction"),
                            ("block", "Sender blocked"),
                            ("emptied", "Spam deleted"),
                            ("erasure", "Data of a person erased"),
                            ("import", "Import"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="time"),
                ),
                ("count", models.PositiveIntegerField(default=1, verbose_name="number")),
                (
                    "changes",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="details",
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="essays.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "action of a moderator",
                "verbose_name_plural": "moderation log",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="essays_action_latest"),
                    models.Index(fields=["by", "-at", "-id"], name="essays_action_by"),
                    models.Index(fields=["kind", "-at", "-id"], name="essays_action_kind"),
                ],
            },
        ),
    ]
