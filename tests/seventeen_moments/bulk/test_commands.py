import os
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from resources.models import Image, Text
from tests import factories
from tests.seventeen_moments.bulk.conftest import as_csv, exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def file(*rows):
        (tmp_path / "sources.csv").write_text(as_csv(*rows))
        return tmp_path / "sources.csv"

    return file


def run(*args):
    """Returns the output of the command and its progress."""
    out, err = StringIO(), StringIO()
    call_command("import_sources", *map(str, args), stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def refusal(*args):
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_sources", *map(str, args), stderr=err, no_color=True)
    return str(refused.value), err.getvalue()


def test_table_is_imported(thaw, file):
    out, _err = run(file({"title": "A", "status": "published"}, {"title": "B"}))
    assert out == "Saved: 2 new, 0 changed, 0 unchanged, 0 files; 1 will be public immediately.\n"
    assert Text.objects.count() == 2


def test_dry_run_stores_nothing(thaw, file):
    out, _err = run(file({"title": "A"}), "--dry-run")
    assert out.startswith("Checked, nothing saved: 1 new,")
    assert Text.objects.count() == 0


@pytest.mark.parametrize("zipped", [True, False])
def test_files_come_from_a_zip_or_a_folder(thaw, file, packed, tmp_path, zipped):
    picture = factories.picture().read()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "gate.png").write_bytes(picture)
    files = packed(files={"gate.png": picture}) if zipped else tmp_path / "files"
    row = {"source": "image", "title": "Gate", "decorative": "yes", "file": "gate.png"}
    run(file(row), "--files", files)
    assert Image.objects.get().width == 40


def test_problems_are_listed_and_nothing_stored(thaw, file):
    error, listed = refusal(file({"title": "A"}, {"title": "", "date": "1953-02-30"}))
    assert error == "Nothing was saved; problems: 2."
    assert sorted(listed.splitlines()) == [
        "Row 3, column date: 1953-02-30 is not a day in the calendar.",
        "Row 3, column title: This field cannot be blank.",
    ]
    assert Text.objects.count() == 0


def test_notes_are_printed(thaw, file, packed):
    _out, err = run(file({"title": "A"}), "--files", packed(files={"gate.png": b""}))
    assert err == "Saving: rows 2 to 2\nNote: No row uses the file “gate.png”.\n"


def test_progress_is_printed(thaw, file, monkeypatch):
    monkeypatch.setattr("seventeen_moments.bulk.management.commands.import_sources.PACE", 0)
    _out, err = run(file({"title": "A"}, {"title": "B"}))
    assert err.splitlines() == [
        "Checking: row 2 of 3",
        "Checking: row 3 of 3",
        "Saving: rows 2 to 3",
    ]


@pytest.mark.parametrize("option", ["table", "files"])
def test_missing_file_is_named(thaw, file, tmp_path, option):
    missing = tmp_path / "missing"
    args = [missing] if option == "table" else [file({"title": "A"}), "--files", missing]
    assert refusal(*args)[0] == f"{missing}: No such file or directory."


def test_folder_in_place_of_a_table_is_refused(thaw, tmp_path):
    assert refusal(tmp_path)[0] == f"{tmp_path}: Is a directory."


def test_unreadable_table_is_refused(thaw, tmp_path):
    (tmp_path / "sources.csv").write_bytes(b"")
    assert refusal(tmp_path / "sources.csv")[0] == "The table is empty."


def test_export_goes_to_a_file_or_to_standard_output(thaw, tmp_path, capsys):
    factories.text(essay=thaw, original="one\r\ntwo\nthree", title="Указ")
    call_command("export_sources", tmp_path / "sources.csv")
    call_command("export_sources")
    written = (tmp_path / "sources.csv").read_bytes().decode()
    assert (written, capsys.readouterr().out) == (exported(), exported())


def test_export_into_a_missing_folder_is_refused(thaw, tmp_path):
    with pytest.raises(CommandError, match=r"missing/sources\.csv: No such file"):
        call_command("export_sources", str(tmp_path / "missing" / "sources.csv"))


def test_failing_export_keeps_the_earlier_table(refused_connection, tmp_path):
    (tmp_path / "sources.csv").write_text("before")
    with pytest.raises(OperationalError):
        call_command("export_sources", tmp_path / "sources.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_export_is_written_to_a_named_pipe(thaw, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor() as pool:
        read = pool.submit((tmp_path / "pipe").read_bytes)
        call_command("export_sources", tmp_path / "pipe")
    assert read.result().decode() == exported()
