import django.db.models.deletion
import django.db.models.lookups
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("essays", "0001_essays_and_comments"),
        ("resources", "0001_sources"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # The first cannot have them: sources name their essay, and an essay one of its images.
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
            name="owner",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="themes",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="Separated by commas. Each theme has its own public page.",
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
        migrations.AddField(
            model_name="flag",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="flags",
                to="essays.comment",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["by", "-id"], name="essays_decision_latest"),
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
        migrations.AddIndex(
            model_name="essay",
            index=models.Index(
                models.F("status"),
                django.db.models.lookups.IsNull(models.F("year"), True),
                models.F("year"),
                models.F("title"),
                models.F("id"),
                name="essays_essay_order",
            ),
        ),
        migrations.AddIndex(
            model_name="essay",
            index=models.Index(
                fields=["status", "year", "published_at"], name="essays_essay_moments"
            ),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                ),
                name="essays_essay_published_has_time",
                violation_error_message="Publication requires a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("comments_from", None),
                    ("comments_until", None),
                    ("comments_until__gt", models.F("comments_from")),
                    _connector="OR",
                ),
                name="essays_essay_comments_end_after_they_begin",
                violation_error_message="The end of the comment period must be later than its beginning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True), ("year__range", (1000, 2999)), _connector="OR"
                ),
                name="essays_essay_year_has_four_digits",
                violation_error_message="A moment is a four-digit year.",
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
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["email", "state"], name="essays_comment_record"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("notices_since__isnull", False)),
                fields=["notices_since"],
                name="essays_comment_notices",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("comment", "address"), name="essays_flag_once_for_each_address"
            ),
        ),
        # With this index alone the database knows what has a theme, of each kind. The table is
        # taggit's, which has an index of the theme without the rest.
        migrations.RunSQL(
            "CREATE INDEX essays_under_theme"
            " ON taggit_taggeditem (tag_id, content_type_id, object_id)",
            "DROP INDEX IF EXISTS essays_under_theme",
        ),
    ]
