import pytest

from resources.models import Text
from seventeen_moments.bulk.models import ImportMapping
from tests.seventeen_moments.bulk.test_commands import refusal, run

from .samples import ATOM, CONTENTDM, OMEKA_S


def test_export_is_imported_with_a_built_in_mapping(thaw, written):
    out, err = run(written(CONTENTDM), "--mapping", "contentdm", "--essay", "Thaw")
    assert out.startswith("Saved: 1 new, 0 changed")
    assert "Note: CONTENTdm file path: 1 value is left out." in err
    assert thaw.texts.get().slug == "contentdm-5"


def test_export_is_imported_with_a_saved_mapping(thaw, written):
    content = {"system": "atom", "columns": {"identifier": "slug", "legacyid": ""}}
    content |= {"fixed": {"essay": "thaw", "source": "text"}, "separator": "|"}
    ImportMapping.objects.create(name="Our fonds", content=content)
    run(written(ATOM), "--mapping", "Our fonds")
    assert thaw.texts.get().slug == "f1-1"


def test_kind_of_rows_that_do_not_tell_theirs_is_given(thaw, written):
    table = written("objectid,title\n1,Sample book\n")
    run(table, "--mapping", "collectionbuilder", "--essay", "thaw", "--source", "reference")
    assert thaw.references.get().title == "Sample book"


@pytest.mark.parametrize("name", ["nothing", ""])
def test_unknown_mapping_is_refused_with_those_that_exist(db, written, name):
    ImportMapping.objects.create(name="Our fonds")
    error, _listed = refusal(written(ATOM), "--mapping", name or "''")
    assert "Choose one of: Our fonds, atom, contentdm, collectionbuilder" in error


def test_missing_files_are_named(thaw, written):
    error, listed = refusal(written(OMEKA_S), "--mapping", "omeka-s", "--essay", "thaw")
    assert "Row 3, column file: “poster 1.png” is not among the files." in listed
    assert (error, Text.objects.count()) == ("Nothing was saved; problems: 1.", 0)
    assert (
        "Files to download and to give with --files:\n"
        "https://example.org/files/original/poster%201.png\n"
    ) in listed


def test_translations_of_a_description_are_left_out(thaw, written):
    header = "legacyId,parentId,qubitParentSlug,title,levelOfDescription,scopeAndContent,culture"
    rows = ["2,1,,Sample file,File,A sample.,en", "2,1,,Dossier,File,Un exemple.,fr"]
    _out, err = run(written("\n".join([header, *rows])), "--mapping", "atom", "--essay", "thaw")
    assert "1 row is left out: it translates an earlier row with the same number." in err
    assert thaw.texts.get().title == "Sample file"


def test_table_with_the_columns_of_another_system_points_to_its_mapping(thaw, written):
    _error, listed = refusal(written(CONTENTDM))
    assert "This looks like a table of CONTENTdm: use --mapping contentdm." in listed
