import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
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
                            ("signed-in", "Logged in"),
                            ("signed-out", "Logged out"),
                            ("failed", "Login failed"),
                            ("unknown", "Login failed: unknown name"),
                            ("locked", "Login locked"),
                            ("spraying", "Logins failed with many names"),
                            ("password", "Password changed"),
                            ("link", "Link to set a password made"),
                            ("factor-on", "Second factor turned on"),
                            ("factor-off", "Second factor turned off"),
                            ("added", "Account added"),
                            ("changed", "Account changed"),
                            ("deleted", "Account deleted"),
                            ("group", "Group changed"),
                            ("exported", "Exported"),
                            ("imported", "Imported"),
                            ("erased", "Data of a person erased"),
                            ("feed", "Address of the queue feed made"),
                            ("backup", "Backup made"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="time"
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=150, verbose_name="by")),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        help_text="The account, the group or the data.",
                        max_length=250,
                        verbose_name="subject",
                    ),
                ),
                ("details", models.JSONField(default=dict, verbose_name="details")),
                ("command", models.CharField(blank=True, max_length=40, verbose_name="command")),
                ("network", models.CharField(blank=True, max_length=50, verbose_name="network")),
                ("browser", models.CharField(blank=True, max_length=20, verbose_name="browser")),
                (
                    "request_id",
                    models.CharField(blank=True, max_length=64, verbose_name="request ID"),
                ),
                ("count", models.PositiveIntegerField(default=1, verbose_name="count")),
                ("last", models.DateTimeField(null=True, verbose_name="last time")),
                ("tally", models.CharField(editable=False, max_length=100, null=True, unique=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-pk"],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["network", "at"], name="audit_event_network"),
                    models.Index(fields=["account", "kind"], name="audit_event_account"),
                    models.Index(fields=["kind", "at"], name="audit_event_kind"),
                ],
            },
        ),
    ]
