"""Gives the rows of all stored words their first numbers, in order."""

from itertools import zip_longest

from django.db import migrations

TEXT = ["original", "transliteration", "translation"]
TRANSCRIPT = ["transcript", "transcript_transliteration", "transcript_translation"]


def paragraphs(*texts):
    columns = []
    for text in texts:
        blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
        columns.append([block.strip("\n") for block in blocks if block.strip()])
    return list(zip_longest(*columns, fillvalue=""))


def by_version(names, rows):
    columns = zip(names, zip(*rows, strict=True), strict=True) if rows else ()
    return {name: list(texts) for name, texts in columns if any(texts)}


def words_of_text(row):
    return by_version(TEXT, paragraphs(*(getattr(row, name) for name in TEXT)))


def words_of_recording(row):
    verses = paragraphs(*(getattr(row, name) for name in TRANSCRIPT))
    lines = [
        line
        for verse in verses
        for line in zip_longest(*(version.splitlines() for version in verse), fillvalue="")
    ]
    return by_version(TRANSCRIPT, lines)


def words_of_video(row):
    """Those of the first track, by which the rows are known when the captions are changed."""

    def place(track):
        language = track["language"]
        return (language != row.language, language.partition("-")[0] != row.language)

    tracks = sorted(row.tracks, key=place)[:1]
    return {
        f"{track['language']} {track['purpose']}": [words for _start, _end, words in track["cues"]]
        for track in tracks
    }


def number_rows(apps, schema_editor):
    for name, words_of in {
        "Text": words_of_text,
        "Recording": words_of_recording,
        "Video": words_of_video,
    }.items():
        model = apps.get_model("resources", name)
        rows = model._base_manager.using(schema_editor.connection.alias)
        for row in rows.filter(last_anchor=0).iterator():
            words = words_of(row)
            last = max(map(len, words.values()), default=0)
            # Not by save(), which would change the time of the last change.
            rows.filter(pk=row.pk).update(
                anchors=list(range(1, last + 1)), last_anchor=last, anchored_words=words
            )


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0007_anchors_of_rows"),
    ]

    operations = [migrations.RunPython(number_rows, migrations.RunPython.noop, elidable=True)]
