from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_keys_that_are_the_rows_own"),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(max_length=100),
        ),
    ]
