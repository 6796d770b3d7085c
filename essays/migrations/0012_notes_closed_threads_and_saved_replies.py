import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0011_senders_and_blocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="erased",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="comment",
            name="thread_closed",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="thread closed"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="reason",
            field=models.CharField(
                blank=True, db_default="", max_length=500, verbose_name="reason told to the author"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("reason", ""), _negated=True),
                fields=["at"],
                name="essays_decision_reason",
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="slow_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="One network may send one comment in this many minutes. A whole reading room may share one. Empty: no limit besides that of the comment settings.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1440),
                ],
                verbose_name="minutes between comments",
            ),
        ),
        migrations.CreateModel(
            name="CommentNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="time"),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note for moderators")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moderator_notes",
                        to="essays.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "note for moderators",
                "verbose_name_plural": "notes for moderators",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Only for moderators: what they choose it by.",
                        max_length=100,
                        verbose_name="title",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="“{name}” is replaced by the name of the comment’s author.",
                        max_length=5000,
                        verbose_name="text",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "ordering": ["title", "pk"],
                "indexes": [models.Index(fields=["title", "id"], name="essays_savedreply_title")],
            },
        ),
    ]
