from django.db import migrations

LIST = {"sqlite": "group_concat(tag_id)", "postgresql": "string_agg(tag_id::text, ',')"}


def fill_theme_keys(apps, schema_editor):
    keys = LIST[schema_editor.connection.vendor]
    schema_editor.execute(
        f"UPDATE search_document SET theme_keys = (SELECT {keys} FROM"
        " (SELECT tag_id FROM search_document_themes"
        " WHERE document_id = search_document.id ORDER BY tag_id) t)"
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_digests_and_theme_keys")]

    operations = [migrations.RunPython(fill_theme_keys, migrations.RunPython.noop)]
