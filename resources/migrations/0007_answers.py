from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0006_owner"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(unique=True)),
                ("alive", models.BooleanField()),
                ("said", models.CharField(max_length=20)),
                ("asked", models.DateTimeField()),
            ],
        ),
    ]
