import re

from django.db import migrations

# As core/word_count.py counted when this was written.
DASH = re.compile("[—–]")
UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
FIELDS = ["translation", "original", "transliteration"]


def count_words(text):
    if len(UNSPACED.findall(text)) > len(text) / 4:
        return 0
    words = DASH.sub(" ", text).split()
    return sum(any(map(str.isalnum, word)) for word in words)


def count(apps, schema_editor):
    rows = apps.get_model("resources", "Text").objects.using(schema_editor.connection.alias)
    for pk, *texts in rows.values_list("pk", *FIELDS).iterator(chunk_size=500):
        words = count_words(next(filter(None, texts), ""))
        rows.filter(pk=pk).update(words=words)


class Migration(migrations.Migration):
    dependencies = [("resources", "0005_words")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
