from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0009_lists_of_editors"),
    ]

    operations = [
        migrations.CreateModel(
            name="RenditionJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folder", models.CharField(max_length=40, unique=True)),
                ("field", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("claimed", models.DateTimeField(null=True)),
                ("claims", models.PositiveSmallIntegerField(default=0)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "damaged",
                                "This picture is damaged or incomplete. Replace its file.",
                            ),
                            ("missing", "The file of this picture is missing."),
                            (
                                "killed",
                                "Smaller versions of this picture could not be made. "
                                "Replace its file by a smaller one.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
    ]
