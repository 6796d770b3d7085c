from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("essays", "0002_lead_images_and_themes")]

    operations = [
        migrations.AddField(
            model_name="essay",
            name="words",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
