from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resources", "0013_relations_named_by_kind")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="folder",
            field=models.CharField(
                blank=True, editable=False, max_length=40, null=True, unique=True
            ),
        )
        for name in ["image", "recording"]
    ]
