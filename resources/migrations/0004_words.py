from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_image_file_formats")]

    operations = [
        migrations.AddField(
            model_name="text",
            name="words",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
