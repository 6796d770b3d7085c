import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0010_redactions_and_retention"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentSender",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sender",
                        serialize=False,
                        to="essays.comment",
                    ),
                ),
                ("sender", models.CharField(db_index=True, max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="commentsettings",
            name="sender_days",
            field=models.PositiveSmallIntegerField(
                db_default=14,
                default=14,
                help_text="A keyed hash of the network that a comment came from is kept for so long, so that you can block its sender. It is never shown. 0: it is not kept.",
                validators=[django.core.validators.MaxValueValidator(90)],
                verbose_name="days to recognise a sender",
            ),
        ),
        migrations.AlterField(
            model_name="commentsettings",
            name="blocked_addresses",
            field=models.TextField(blank=True, editable=False, verbose_name="blocked addresses"),
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "E-mail address"),
                            ("domain", "Domain"),
                            ("network", "Network"),
                            ("sender", "Sender"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=320, verbose_name="blocked")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="Only for moderators.",
                        max_length=200,
                        verbose_name="reason",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave empty for a block without an end.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="blocked by",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="essays.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "blocked sender",
                "verbose_name_plural": "blocked senders",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["-at", "-id"], name="essays_block_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("kind", "value"),
                        name="essays_block_once",
                    )
                ],
            },
        ),
    ]
