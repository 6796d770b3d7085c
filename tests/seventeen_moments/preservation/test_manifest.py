import pytest
from django.core.management.base import CommandError

from seventeen_moments.preservation import manifest
from seventeen_moments.preservation.files import copy

NAME = "media/images/0/gate.png"


@pytest.fixture
def backup(tmp_path):
    """A backup of one file, with its manifest."""
    (tmp_path / "source").write_bytes(b"gate")
    folder = tmp_path / "backup"
    (folder / NAME).parent.mkdir(parents=True)
    files = {NAME: copy(tmp_path / "source", folder / NAME)}
    database = {"kind": "sqlite", "file": "database.sqlite3"}
    manifest.write(
        folder,
        manifest.Manifest("2026-11-29T12:00:00Z", "0.1.0", database, ["essays.0001"], files),
    )
    return folder


def faults(folder):
    return manifest.faults(folder, manifest.read(folder))


def test_unchanged_backup_has_no_fault(backup):
    assert faults(backup) == []


def test_changed_byte_is_named(backup):
    (backup / NAME).write_bytes(b"gabe")
    assert faults(backup) == [f"{NAME} has changed: its checksum differs."]


def test_missing_byte_is_named(backup):
    (backup / NAME).write_bytes(b"gat")
    assert faults(backup) == [f"{NAME} has 3 bytes instead of 4."]


def test_missing_file_is_named(backup):
    (backup / NAME).unlink()
    assert faults(backup) == [f"{NAME} is missing."]


def test_added_file_is_named(backup):
    (backup / "media" / "указ.txt").write_bytes(b"")
    assert faults(backup) == ["media/указ.txt is not in the manifest."]


def test_link_in_place_of_a_file_is_named(backup, tmp_path):
    (backup / NAME).unlink()
    (backup / NAME).symlink_to(tmp_path / "source")
    assert faults(backup)[0].startswith(f"{NAME} has ")


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sha256"])
def test_changed_manifest_is_refused(backup, name):
    text = (backup / name).read_text()
    (backup / name).write_text(f"-{text[1:]}")
    with pytest.raises(CommandError, match="json does not match its checksum in "):
        manifest.read(backup)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sha256"])
def test_backup_without_its_manifest_is_incomplete(backup, name):
    (backup / name).unlink()
    with pytest.raises(CommandError, match=f"{name} is missing: this is not a complete backup"):
        manifest.read(backup)
