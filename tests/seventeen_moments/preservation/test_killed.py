"""Processes that are killed at many different lines leave nothing incomplete."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from resources.files import sweep
from resources.models import Image
from seventeen_moments.core import stored_files
from seventeen_moments.core.stored_files import marked
from seventeen_moments.preservation import backup, databases, manifest
from seventeen_moments.preservation.fixity import checked_files
from tests import factories
from tests.seventeen_moments.preservation.conftest import Place, media, rows, skip_without_tools

KILLED = -9
NEVER = 0


@pytest.fixture
def archive(transactional_db, media_root):
    skip_without_tools()
    factories.image(title="Ворота", essay=factories.essay(pk=1))
    connection.close()
    return Place(connection.settings_dict["NAME"], media_root)


@pytest.fixture
def runner():
    """Runs commands on an archive, killed after a number of lines; returns their exit codes."""
    processes = []

    def at(place):
        process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.killing"],
            cwd=settings.BASE_DIR,
            env=place.variables | {"DJANGO_SETTINGS_MODULE": "seventeen_moments.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)

        def run(moment, *args):
            process.stdin.write(json.dumps([moment, *map(str, args)]) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        return run

    yield at
    for process in processes:
        process.communicate()


def killed(run, step, *args):
    """Kills the command after more and more lines until it ends; yields counts, then its code."""
    times = 0
    while (ended := run(1 + step * times, *args)) == KILLED:
        times += 1
        yield times
    yield ended


def whole(folder):
    return manifest.faults(folder, manifest.read(folder)) == []


def test_killed_backup_is_not_listed_and_damages_no_other(archive, runner, tmp_path):
    backups = tmp_path / "backups"
    first = backup.make(backups).folder
    *times, ended = killed(runner(archive), 41, "backup", backups)
    assert (ended, times[-1] > 3, first in backup.finished(backups)) == (0, True, True)
    assert {whole(folder) for folder in backup.finished(backups)} == {True}


def test_killed_deletion_leaves_whole_backups(archive, runner, tmp_path):
    backups = tmp_path / "backups"
    for _ in range(4):
        backup.make(backups)
    connection.close()
    found = []
    # Two are left if the last takes the name of one that was deleted in the same second.
    for _ended in killed(runner(archive), 211, "backup", backups, "--keep", "1d"):
        found.append([whole(folder) for folder in backup.finished(backups)])
    assert {all(states) for states in found} == {True}
    assert (len(found[0]), len(found[-1]) <= 2) == (4, True)


def test_next_backup_removes_a_killed_one(archive, runner, tmp_path):
    backups = tmp_path / "backups"
    run = runner(archive)
    ended = [run(200, "backup", backups), run(NEVER, "backup", backups)]
    left = [path.name for path in backups.iterdir() if path.name.startswith(backup.UNFINISHED)]
    assert (ended, left) == ([KILLED, 0], [])


def test_killed_restore_leaves_an_empty_database(archive, empty_place, runner, tmp_path):
    before = rows(), media()
    saved = backup.make(tmp_path / "backups").folder
    connection.close()
    times = 0
    for _ended in killed(runner(empty_place), 41, "restore", saved):
        with empty_place.used():
            if not databases.is_empty():
                break
        times += 1
    with empty_place.used():
        assert ((rows(), media()), times > 3) == (before, True)


def test_killed_upload_replacement_or_deletion_leaves_only_marked_folders(
    archive, runner, data_dir, media_root, monkeypatch
):
    run, found = runner(archive), Counter()
    for action in ["upload", "replace", "delete"]:
        for _ended in killed(run, 31, action):
            found += Counter(str(problem.kind) for _name, problem in checked_files() if problem)
            found[action] += 1
            found["marked"] += bool(marked())
            connection.close()
    assert (found["missing"], found["orphan"], min(found.values()) > 1) == (0, 0, True)
    monkeypatch.setattr(stored_files, "LIFETIME", -1)
    sweep()
    named = {name for image in Image.objects.all() for name in image.file_names()}
    assert ({*media()}, marked()) == (named, {})
    assert [path for path in media_root.glob("*/*") if not any(path.iterdir())] == []
