from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0010_rendition_jobs")]

    operations = [
        migrations.AlterField(
            "recording",
            "file",
            models.FileField(
                help_text=(
                    "MP3, M4A, Ogg, Opus, FLAC or WAV. Public as soon as the recording is "
                    "published."
                ),
                upload_to="",
                verbose_name="file",
            ),
        ),
    ]
