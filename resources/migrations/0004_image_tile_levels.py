from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_image_file_formats")]

    operations = [
        migrations.AddField("image", "tile_levels", models.JSONField(default=list, editable=False)),
    ]
