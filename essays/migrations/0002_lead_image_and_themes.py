import django.db.models.deletion
import taggit.managers
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("essays", "0001_essay_and_comment"),
        ("resources", "0001_sources"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.AddField(
            model_name="essay",
            name="lead_image",
            field=models.ForeignKey(
                blank=True,
                help_text="One of this essay’s images. Shown only once that image is published.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="resources.image",
                verbose_name="lead image",
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="themes",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="Separated by commas. Each theme has a public page of its own.",
                through="taggit.TaggedItem",
                to="taggit.Tag",
                verbose_name="themes",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="essay",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="essays.essay",
                verbose_name="essay",
            ),
        ),
        migrations.AddIndex(
            model_name="essay",
            index=models.Index(
                fields=["status", "published_at"], name="essays_essa_status_416b16_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="essay",
            index=models.Index(fields=["year", "title"], name="essays_essay_year_title"),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                ),
                name="essays_essay_published_has_time",
                violation_error_message="What is published needs the time of its publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True), ("year__range", (1000, 2999)), _connector="OR"
                ),
                name="essays_essay_year_has_four_digits",
                violation_error_message="A moment is a year of four digits.",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["essay", "state", "created"], name="essays_comment_thread"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["state", "created"], name="essays_comment_queue"),
        ),
    ]
