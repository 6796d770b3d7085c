import django.db.models.deletion
from django.db import migrations, models

RELATIONS = {
    "text": "texts",
    "image": "images",
    "recording": "recordings",
    "reference": "references",
}


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0010_themes_found_by_index"),
        ("resources", "0012_public_sources_found_by_index_alone"),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="essay",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name=relation,
                to="essays.essay",
                verbose_name="essay",
            ),
        )
        for name, relation in RELATIONS.items()
    ]
