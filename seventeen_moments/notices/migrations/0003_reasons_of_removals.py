import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0012_notes_closed_threads_and_saved_replies"),
        ("notices", "0002_events_of_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="decision",
            field=models.OneToOneField(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="essays.decision",
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("appeared", "Comment published"),
                    ("reply", "Reply"),
                    ("waiting", "Comment pending"),
                    ("flagged", "Comment reported"),
                    ("digest", "Digest of pending comments"),
                    ("removed", "Comment removed, with the reason"),
                    ("account", "Security of an account"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
