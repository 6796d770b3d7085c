import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0009_closing_actions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="earlier text")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="time"),
                ),
            ],
            options={
                "verbose_name": "change by the author",
                "verbose_name_plural": "changes by the author",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("original", models.JSONField(null=True)),
                ("after", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "redaction",
                "verbose_name_plural": "redactions",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="edited",
            field=models.DateTimeField(editable=False, null=True, verbose_name="edited"),
        ),
        migrations.AddField(
            model_name="comment",
            name="state_since",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="commentsettings",
            name="keep_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                db_default=30,
                default=30,
                help_text="So many days after the decision, spam and removed comments are deleted for good, with their e-mail addresses; likewise redacted passages and the earlier texts of edited comments. Empty or 0: they are kept.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(3660)],
                verbose_name="days until deletion",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["state", "state_since"], name="essays_comment_state_since"),
        ),
        migrations.AddField(
            model_name="commentedit",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="edits",
                to="essays.comment",
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="action",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="redactions",
                to="essays.moderationaction",
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="redactions",
                to="essays.comment",
            ),
        ),
        migrations.AddIndex(
            model_name="commentedit",
            index=models.Index(fields=["at"], name="essays_commentedit_at"),
        ),
        migrations.AddIndex(
            model_name="redaction",
            index=models.Index(
                condition=models.Q(("original__isnull", False)),
                fields=["at"],
                name="essays_redaction_original",
            ),
        ),
    ]
