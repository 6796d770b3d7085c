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
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "title",
                    models.CharField(
                        help_text="As it was at the time.", max_length=250, verbose_name="title"
                    ),
                ),
                ("about", models.PositiveIntegerField(null=True, verbose_name="paragraph")),
                ("quote", models.CharField(blank=True, max_length=300, verbose_name="passage")),
                ("text", models.TextField(max_length=5000, verbose_name="correction")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("spam", "Spam"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "suspicion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trap", "Filled in the hidden field"),
                            ("word", "Blocked word"),
                            ("address", "Blocked address"),
                            ("links", "Many links"),
                            ("haste", "Submitted within seconds"),
                            ("repeated", "Duplicate"),
                        ],
                        max_length=10,
                        verbose_name="spam signal",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True,
                        help_text="Only for editors: what you found and what you did.",
                        verbose_name="remark",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="resolved")),
                ("token", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contenttypes.contenttype",
                        verbose_name="kind",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["created", "pk"],
                "indexes": [
                    models.Index(fields=["state", "created"], name="corrections_queue"),
                    models.Index(fields=["email"], name="corrections_email"),
                ],
            },
        ),
    ]
