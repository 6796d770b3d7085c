from resources.models import Reference, Text
from seventeen_moments.bulk.columns import columns_of
from seventeen_moments.core.kinds import kinds


def test_every_editable_field_has_a_column():
    editable = {
        field.name
        for model in kinds()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and field.name != "id"
    }
    assert sorted(columns_of()) == sorted({"source", *editable})


def test_table_of_one_kind_has_only_its_columns():
    assert [name for name in columns_of([Reference]) if name not in columns_of([Text])] == [
        "url",
        "publication_details",
        "annotation",
    ]
