from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0014_notes_closed_threads_and_saved_replies"),
    ]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="suspicion",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="flag",
            name="token",
            field=models.CharField(editable=False, max_length=32, null=True, unique=True),
        ),
    ]
