from django.db import migrations, models

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words"
        " USING fts5(title, other, body, tokenize='ascii', prefix='2 3')"
    ],
    "postgresql": [
        # Without foreign keys, as on SQLite: what is left over joins nothing.
        "CREATE TABLE search_words (rowid bigint PRIMARY KEY, title tsvector, words tsvector)",
        "CREATE INDEX search_words_title ON search_words USING gin (title)",
        "CREATE INDEX search_words_words ON search_words USING gin (words)",
        "CREATE TABLE search_passage (document_id bigint, words tsvector)",
        "CREATE INDEX search_passage_document ON search_passage (document_id)",
        "CREATE INDEX search_passage_words ON search_passage USING gin (words)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_words"],
    "postgresql": ["DROP TABLE search_passage", "DROP TABLE search_words"],
}


def create_words(_apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_words(_apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("object_id", models.BigIntegerField()),
                ("essay_id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("earliest", models.DateField(null=True)),
                ("latest", models.DateField(null=True)),
                ("own_from", models.DateTimeField(null=True)),
                ("public_from", models.DateTimeField(null=True)),
                ("themes", models.ManyToManyField(related_name="+", to="taggit.tag")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["essay_id"], name="search_document_essay"),
                    models.Index(fields=["-public_from", "id"], name="search_document_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"), name="search_document_row"
                    )
                ],
            },
        ),
        migrations.RunPython(create_words, drop_words),
    ]
