from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_reasons_of_removals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("appeared", "Comment published"),
                    ("reply", "Reply"),
                    ("waiting", "Comment pending"),
                    ("flagged", "Comment reported"),
                    ("digest", "Digest of pending comments"),
                    ("removed", "Comment removed, with the reason"),
                    ("confirm", "Confirmation of an address"),
                    ("account", "Security of an account"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
