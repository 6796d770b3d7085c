from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from resources.models import Image
from seventeen_moments.preservation import backup, manifest
from seventeen_moments.preservation.retention import parse, prune
from tests import factories
from tests.seventeen_moments.preservation.conftest import skip_without_tools

TIMES = [
    *("2025-06-30T031500Z", "2025-07-31T031500Z", "2026-10-01T031500Z", "2026-10-31T031500Z"),
    *("2026-11-20T031500Z", "2026-11-21T031500Z", "2026-11-22T031500Z"),  # Friday to Sunday
    *("2026-11-29T031500Z", "2026-11-30T031500Z", "2026-11-30T120000Z"),  # Sunday and Monday
]


def written(folder, name):
    """A backup without files, made at the time of its name."""
    created = f"{name[:13]}:{name[13:15]}:{name[15:18]}"
    (folder / name).mkdir(parents=True)
    manifest.write(folder / name, manifest.Manifest(created, "0.1.0", {}, [], {}))
    return folder / name


@pytest.fixture
def folder(tmp_path):
    for name in TIMES:
        written(tmp_path / "backups", name)
    return tmp_path / "backups"


def left(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != backup.LOCK)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("1d", TIMES[-1:]),
        ("3d", [TIMES[-4], TIMES[-3], TIMES[-1]]),  # days without a backup do not count
        ("3w", [TIMES[-4], TIMES[-3], TIMES[-1]]),
        ("2m", [TIMES[3], TIMES[-1]]),
        ("1d9m", [*TIMES[:2], TIMES[3], TIMES[-1]]),
        ("2y", [TIMES[1], TIMES[-1]]),
        ("7d4w12m", [*TIMES[:-2], TIMES[-1]]),
    ],
)
def test_last_backup_of_each_period_is_kept(folder, rule, kept):
    deleted = prune(folder, rule, folder / TIMES[-1])
    assert left(folder) == kept
    assert sorted(path.name for path in deleted) == sorted({*TIMES} - {*kept})


def test_whatever_is_no_complete_backup_is_kept(folder, tmp_path):
    (folder / "2020-01-01T000000Z").mkdir()
    (folder / "2020-01-02T000000Z").symlink_to(written(tmp_path, "2020-01-02T000000Z"))
    (folder / TIMES[0] / manifest.NAME).write_text("{}")
    (folder / TIMES[1]).rename(folder / "kept by hand")
    prune(folder, "1d", folder / TIMES[-1])
    others = ["2020-01-01T000000Z", "2020-01-02T000000Z", "kept by hand"]
    assert left(folder) == sorted([*others, TIMES[0], TIMES[-1]])


def test_new_backup_is_kept_when_the_clock_was_set_back(folder):
    prune(folder, "1d", written(folder, "2001-01-01T000000Z"))
    assert left(folder) == ["2001-01-01T000000Z", TIMES[-1]]


@pytest.mark.parametrize("rule", ["", "7", "7 days", "0d", "d", "4w7d", "-1d", "７d", "7d "])
def test_other_rule_is_refused(rule):
    with pytest.raises(CommandError, match="is not a rule such as 7d4w12m"):
        parse(rule)


def run(folder, rule):
    output, errors = StringIO(), StringIO()
    call_command("backup", folder, keep=rule, stdout=output, stderr=errors, no_color=True)
    return output.getvalue() + errors.getvalue()


def test_command_deletes_after_the_new_backup(transactional_db, folder):
    skip_without_tools()
    output = run(folder, "1d")
    [new] = backup.finished(folder)
    deleted = [f"Deleted: {folder / name}" for name in reversed(TIMES)]
    assert output.splitlines() == [f"{new}: 1 files, {size(new)} bytes.", *deleted]


def size(folder):
    return sum(file.size for file in manifest.read(folder).files.values())


def test_nothing_is_deleted_while_files_are_missing(transactional_db, folder, media_root):
    skip_without_tools()
    factories.image()
    (media_root / Image.objects.get().file.name).unlink()
    output = run(folder, "1d")
    assert output.endswith("\nFiles are missing: no old backup was deleted.\n")
    assert left(folder)[:-1] == TIMES


def test_nothing_is_deleted_when_the_new_backup_fails(transactional_db, folder, monkeypatch):
    skip_without_tools()

    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", fail)
    with pytest.raises(CommandError, match="No space left on device"):
        run(folder, "1d")
    assert left(folder) == TIMES
