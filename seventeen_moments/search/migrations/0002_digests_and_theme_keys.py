from django.db import migrations, models


def add_digest(apps, schema_editor):
    """By which PostgreSQL tells whether the words of a document changed; SQLite has them as text."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_words ADD COLUMN digest bigint")


def drop_digest(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_words DROP COLUMN digest")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]

    operations = [
        migrations.RunPython(add_digest, drop_digest),
        migrations.AddField(
            model_name="document", name="theme_keys", field=models.TextField(null=True)
        ),
    ]
