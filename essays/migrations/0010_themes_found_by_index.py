from django.db import migrations


class Migration(migrations.Migration):
    """What is under a theme, of each kind, is told by this index alone.

    The table is taggit's, which has an index of the theme without the rest.
    """

    dependencies = [
        ("essays", "0009_essays_ordered_by_index"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX essays_under_theme"
            " ON taggit_taggeditem (tag_id, content_type_id, object_id)",
            "DROP INDEX IF EXISTS essays_under_theme",
        )
    ]
