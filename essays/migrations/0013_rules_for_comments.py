from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("essays", "0012_notes_closed_threads_and_saved_replies")]

    operations = [
        migrations.AddField(
            model_name="commentsettings",
            name="rules",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "Shown first on the public page “Rules for comments”, whose other sentences "
                    "follow from these settings. An empty line begins a new paragraph."
                ),
                max_length=5000,
                verbose_name="your own rules",
            ),
        ),
    ]
