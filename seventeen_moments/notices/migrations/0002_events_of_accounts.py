import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_events"),
        ("essays", "0004_count_words"),
        ("notices", "0001_mails_and_subscriptions"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="audit.event",
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
                    ("account", "Security of an account"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                fields=("event", "to"), name="notices_mail_event_is_told_once"
            ),
        ),
    ]
