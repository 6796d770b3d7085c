from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0002_lead_image_and_themes"),
    ]

    operations = [
        migrations.AddField(
            model_name="essay",
            name="cited",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
