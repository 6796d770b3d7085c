from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0002_timing_formats"),
    ]

    operations = [
        migrations.AlterField(
            model_name="image",
            name="file",
            field=models.FileField(
                help_text="JPEG, PNG, WebP, GIF, TIFF or HEIC. Public as soon as the image is published.",
                upload_to="",
                verbose_name="file",
            ),
        ),
    ]
