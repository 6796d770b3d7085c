from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_fill_theme_keys")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="rules",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["rules"], name="search_document_rules"),
        ),
    ]
