from django.db import migrations

from resources import parallel_text, text_tracks
from resources.captions import sort_tracks, words_by_track

TEXT = ["original", "transliteration", "translation"]
TRANSCRIPT = ["transcript", "transcript_transliteration", "transcript_translation"]


def number_rows(apps, schema_editor):
    """Gives the rows of all stored words their first numbers."""
    words = {
        "Text": lambda row: parallel_text.by_version(
            TEXT, parallel_text.paragraphs(*(getattr(row, name) for name in TEXT))
        ),
        "Recording": lambda row: parallel_text.by_version(
            TRANSCRIPT, parallel_text.lines(*(getattr(row, name) for name in TRANSCRIPT))
        ),
        "Video": lambda row: words_by_track(
            sort_tracks(text_tracks.from_json(row.tracks), row.language)
        ),
    }
    for name, words_of in words.items():
        rows = apps.get_model("resources", name)._base_manager.using(schema_editor.connection.alias)
        for row in rows.filter(last_anchor=0).iterator():
            row.anchored_words = words_of(row)
            row.last_anchor = max(map(len, row.anchored_words.values()), default=0)
            row.anchors = list(range(1, row.last_anchor + 1))
            # Not by save(), which would change the time of the last change.
            rows.filter(pk=row.pk).update(
                anchors=row.anchors,
                last_anchor=row.last_anchor,
                anchored_words=row.anchored_words,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0004_anchors_of_rows"),
    ]

    operations = [migrations.RunPython(number_rows, migrations.RunPython.noop, elidable=True)]
