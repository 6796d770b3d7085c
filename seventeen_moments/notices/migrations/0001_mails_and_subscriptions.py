import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("essays", "0001_essays_and_comments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("none", "No e-mail"),
                            ("each", "One for each comment that is pending or reported"),
                            (
                                "daily",
                                "One a day with all pending or reported comments, if there are any",
                            ),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="pending comments",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "00:00"),
                            (1, "01:00"),
                            (2, "02:00"),
                            (3, "03:00"),
                            (4, "04:00"),
                            (5, "05:00"),
                            (6, "06:00"),
                            (7, "07:00"),
                            (8, "08:00"),
                            (9, "09:00"),
                            (10, "10:00"),
                            (11, "11:00"),
                            (12, "12:00"),
                            (13, "13:00"),
                            (14, "14:00"),
                            (15, "15:00"),
                            (16, "16:00"),
                            (17, "17:00"),
                            (18, "18:00"),
                            (19, "19:00"),
                            (20, "20:00"),
                            (21, "21:00"),
                            (22, "22:00"),
                            (23, "23:00"),
                        ],
                        default=7,
                        verbose_name="daily e-mail at",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("last_digest", models.DateField(null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
            },
        ),
        migrations.CreateModel(
            name="Mail",
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
                            ("appeared", "Comment published"),
                            ("reply", "Reply"),
                            ("waiting", "Comment pending"),
                            ("flagged", "Comment reported"),
                            ("digest", "Digest of pending comments"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "to",
                    models.EmailField(blank=True, db_index=True, max_length=254, verbose_name="to"),
                ),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="posted")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Queued"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the mail server"),
                            ("forgotten", "Erased"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                (
                    "next_try",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="next attempt"
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="last error")),
                ("settled", models.DateTimeField(null=True, verbose_name="sent or given up")),
                (
                    "comment",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="essays.comment",
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="essays.flag",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="essays.comment",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notices.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing e-mail",
                "verbose_name_plural": "outgoing e-mails",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try"],
                        name="notices_mail_due",
                    ),
                    models.Index(fields=["settled"], name="notices_mail_settled"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comment", "reader"), name="notices_mail_reader_is_told_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("flag", None)),
                        fields=("comment", "subscription"),
                        name="notices_mail_moderator_is_told_once",
                    ),
                    models.UniqueConstraint(
                        fields=("flag", "subscription"), name="notices_mail_flag_is_told_once"
                    ),
                ],
            },
        ),
    ]
