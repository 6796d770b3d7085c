from django.db import migrations

TABLES = ["search_titleword", "search_document_themes", "search_document", "search_words"]


def empty(_apps, schema_editor):
    """Documents get other numbers. Migrating fills the index anew; whoever goes back runs
    `rebuild_search`."""
    passages = ["search_passage"] if schema_editor.connection.vendor == "postgresql" else []
    for table in [*TABLES, *passages]:
        schema_editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_names_of_any_kind"),
    ]

    operations = [migrations.RunPython(empty, empty)]
