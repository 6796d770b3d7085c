from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0011_recording_file_formats"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="frames",
            field=models.PositiveIntegerField(
                db_default=1, default=1, editable=False, verbose_name="pages or pictures"
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="file",
            field=models.FileField(
                help_text="JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF. Public as soon as the image is published.",
                upload_to="",
                verbose_name="file",
            ),
        ),
    ]
