from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("corrections", "0002_from_comments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="correction",
            name="suspicion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("trap", "Filled in the hidden field"),
                    ("word", "Blocked word"),
                    ("address", "Blocked address"),
                    ("staff", "Name like staff"),
                    ("denied", "Not by the owner of the address"),
                    ("links", "Many links"),
                    ("haste", "Submitted within seconds"),
                    ("repeated", "Duplicate"),
                ],
                max_length=10,
                verbose_name="spam signal",
            ),
        ),
    ]
