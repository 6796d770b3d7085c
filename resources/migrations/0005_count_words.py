from django.db import migrations

from seventeen_moments.core.word_count import count_words

FIELDS = ["translation", "original", "transliteration"]


def count(apps, schema_editor):
    rows = apps.get_model("resources", "Text").objects.using(schema_editor.connection.alias)
    for pk, *texts in rows.values_list("pk", *FIELDS).iterator(chunk_size=500):
        words = count_words(next(filter(None, texts), ""))
        rows.filter(pk=pk).update(words=words)


class Migration(migrations.Migration):
    dependencies = [("resources", "0004_words")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
