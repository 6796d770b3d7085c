from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0004_image_tile_levels")]

    operations = [
        migrations.AddField(
            model_name="text",
            name="words",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
