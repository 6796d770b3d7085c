import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0014_suspect_flags"),
    ]

    operations = [
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "address that refuses questions",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="proved_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="address confirmed"),
        ),
        migrations.AddField(
            model_name="commentsettings",
            name="proof",
            field=models.CharField(
                choices=[("browser", "Once in each browser"), ("each", "For each comment")],
                db_default="browser",
                default="browser",
                help_text="By a link in an e-mail, so that nobody else’s comments appear at once because of a known address, and nobody gets notifications who did not ask for them. A browser is remembered only if its reader chooses so, by a cookie.",
                max_length=10,
                verbose_name="authors confirm their address",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="suspicion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("trap", "Filled in the hidden field"),
                    ("word", "Blocked word"),
                    ("address", "Blocked address"),
                    ("staff", "Name like staff"),
                    ("denied", "Not by the owner of the address"),
                    ("links", "Many links"),
                    ("haste", "Submitted within seconds"),
                    ("repeated", "Duplicate"),
                ],
                editable=False,
                max_length=10,
                verbose_name="spam signal",
            ),
        ),
        migrations.AlterField(
            model_name="essay",
            name="approval",
            field=models.CharField(
                choices=[
                    ("always", "Every comment needs approval"),
                    ("new_authors", "Comments by approved authors are published immediately"),
                    ("never", "All comments are published immediately"),
                ],
                default="always",
                help_text="An approved author has at least one approved comment and no spam, and confirms the address by a link in an e-mail. Suspected spam always needs approval.",
                max_length=20,
                verbose_name="new comments",
            ),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publishes", models.BooleanField(default=False)),
                ("notices", models.BooleanField(default=False)),
                ("language", models.CharField(max_length=10)),
                ("created", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmation",
                        to="essays.comment",
                    ),
                ),
            ],
        ),
    ]
