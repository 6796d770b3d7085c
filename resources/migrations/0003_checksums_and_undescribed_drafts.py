from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0002_lead_image_and_themes"),
        ("resources", "0002_advisory"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="image",
            name="resources_image_has_alternative_text",
        ),
        migrations.AddField(
            model_name="image",
            name="checksum",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the file as it is kept. Whoever has a copy can compare it.",
                max_length=64,
                verbose_name="checksum",
            ),
        ),
        migrations.AddField(
            model_name="recording",
            name="checksum",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the file as it is kept. Whoever has a copy can compare it.",
                max_length=64,
                verbose_name="checksum",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="alternative_text",
            field=models.TextField(
                blank=True,
                help_text="What the picture shows, for those who cannot see it. Read aloud; without it the picture stays a draft.",
                verbose_name="alternative text",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    ("decorative", True),
                    models.Q(("alternative_text", ""), _negated=True),
                    _connector="OR",
                ),
                name="resources_image_published_has_alternative_text",
                violation_error_message="Write an alternative text, or tick the picture as decorative.",
            ),
        ),
    ]
