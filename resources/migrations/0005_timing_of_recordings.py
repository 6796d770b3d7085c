from django.db import migrations, models

import resources.webvtt


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0004_checksums_of_standing_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="recording",
            name="times",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="recording",
            name="timing",
            field=models.TextField(
                blank=True,
                help_text="A WebVTT file: one cue for each line of the words in the original. The page then follows the sound and offers captions. Of the cues only the times are used; what is shown are the words above.",
                validators=[resources.webvtt.parse],
                verbose_name="timing of the words",
            ),
        ),
    ]
