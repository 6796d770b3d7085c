from django.db import migrations, models

FIELDS = {
    "anchors": models.JSONField(default=list, editable=False),
    "last_anchor": models.PositiveIntegerField(default=0, editable=False),
    "anchored_words": models.JSONField(default=dict, editable=False),
}


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0006_count_words"),
    ]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field)
        for model in ["text", "recording", "video"]
        for name, field in FIELDS.items()
    ]
