"""A process that is killed, at many moments one after another, leaves nothing half."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from seventeen_moments.preservation import backup, databases, manifest
from tests import factories
from tests.seventeen_moments.preservation.conftest import Place, media, rows, skip_without_tools

KILLED = -9
NEVER = 0


@pytest.fixture
def archive(transactional_db, media_root):
    skip_without_tools()
    factories.image(title="Ворота")
    connection.close()
    return Place(connection.settings_dict["NAME"], media_root)


@pytest.fixture
def runner():
    """Runs commands at a place, each killed after so many lines; returns how it ended."""
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
    """After ever more lines, until the command has time to end; says how often it was killed."""
    times = 0
    while (ended := run(1 + step * times, *args)) == KILLED:
        times += 1
        yield times
    yield ended


def whole(folder):
    return manifest.faults(folder, manifest.read(folder)) == []


def test_killed_backup_harms_no_other_and_is_not_taken_for_one(archive, runner, tmp_path):
    kept = tmp_path / "kept"
    first = backup.make(kept).folder
    *times, ended = killed(runner(archive), 41, "backup", kept)
    assert (ended, times[-1] > 3, first in backup.finished(kept)) == (0, True, True)
    assert {whole(folder) for folder in backup.finished(kept)} == {True}


def test_remains_of_a_killed_backup_are_swept(archive, runner, tmp_path):
    kept = tmp_path / "kept"
    run = runner(archive)
    ended = [run(200, "backup", kept), run(NEVER, "backup", kept)]
    left = [path.name for path in kept.iterdir() if path.name.startswith(backup.UNFINISHED)]
    assert (ended, left) == ([KILLED, 0], [])


def test_killed_restore_leaves_nothing_that_serves(archive, empty_place, runner, tmp_path):
    before = rows(), media()
    made = backup.make(tmp_path / "kept").folder
    connection.close()
    times = 0
    for _ended in killed(runner(empty_place), 41, "restore", made):
        with empty_place.used():
            if not databases.is_empty():
                break
        times += 1
    with empty_place.used():
        assert ((rows(), media()), times > 3) == (before, True)
