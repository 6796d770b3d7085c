import django.db.models.deletion
from django.db import migrations, models

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words"
        " USING fts5(title, other, body, tokenize='ascii', prefix='2 3')"
    ],
    "postgresql": [
        # Without foreign keys, as on SQLite: a row without its document joins nothing.
        "CREATE TABLE search_words (rowid bigint PRIMARY KEY, title tsvector, words tsvector)",
        "CREATE INDEX search_words_title ON search_words USING gin (title)",
        "CREATE INDEX search_words_words ON search_words USING gin (words)",
        "CREATE TABLE search_passage (document_id bigint, words tsvector)",
        "CREATE INDEX search_passage_document ON search_passage (document_id)",
        "CREATE INDEX search_passage_words ON search_passage USING gin (words)",
        # Only an index by code points finds all words that begin with some letters.
        'ALTER TABLE search_titleword ALTER COLUMN word TYPE varchar(64) COLLATE "C"',
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_words"],
    "postgresql": ["DROP TABLE search_passage", "DROP TABLE search_words"],
}


def create_words(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sound", models.CharField(db_index=True, max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=100)),
                ("object_id", models.BigIntegerField()),
                ("essay_id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("earliest", models.DateField(null=True)),
                ("latest", models.DateField(null=True)),
                ("own_from", models.DateTimeField(null=True)),
                ("public_from", models.DateTimeField(null=True)),
                ("themes", models.ManyToManyField(related_name="+", to="taggit.tag")),
            ],
        ),
        migrations.CreateModel(
            name="TitleWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=64)),
                ("is_essay", models.BooleanField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="title_words",
                        to="search.document",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["essay_id"], name="search_document_essay"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-public_from", "id"], name="search_document_newest"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "object_id"), name="search_document_row"
            ),
        ),
        migrations.AddIndex(
            model_name="titleword",
            index=models.Index(fields=["is_essay", "word"], name="search_titleword_begins"),
        ),
        migrations.AddConstraint(
            model_name="titleword",
            constraint=models.UniqueConstraint(
                fields=("document", "word"), name="search_titleword_once"
            ),
        ),
        migrations.RunPython(create_words, drop_words),
    ]
