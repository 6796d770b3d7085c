from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("key", models.BigIntegerField()),
                ("within", models.BigIntegerField(default=0)),
                ("slug", models.CharField(max_length=100)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "key"], name="browse_formerslug_page")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "within", "slug"), name="browse_formerslug_address"
                    )
                ],
            },
        ),
    ]
