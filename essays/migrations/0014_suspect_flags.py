from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0013_rules_for_comments"),
    ]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="suspicion",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="flag",
            name="token",
            field=models.CharField(editable=False, max_length=32, null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("dismissed", False)),
                fields=["comment"],
                name="essays_flag_raised",
            ),
        ),
    ]
