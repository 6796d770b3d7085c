"""Deletes old backups by a rule such as 7d4w12m.

It keeps the last backup of each of the last 7 days, 4 weeks and 12 months that have one. Periods
without a backup do not count, so nothing is deleted because time has passed.
"""

import re
import shutil
from contextlib import suppress
from datetime import datetime
from secrets import token_hex

from django.core.management.base import CommandError

from . import manifest
from .backup import UNFINISHED, finished, locked, sync

PERIODS = {"d": "%Y-%m-%d", "w": "%G-W%V", "m": "%Y-%m", "y": "%Y"}
RULE = re.compile(r"(?=\d)(\d{1,4}d)?(\d{1,4}w)?(\d{1,4}m)?(\d{1,4}y)?", re.ASCII)


def parse(rule):
    """How many periods are kept, by letter."""
    match = RULE.fullmatch(rule)
    counts = {part[-1]: int(part[:-1]) for part in filter(None, match.groups())} if match else {}
    if not any(counts.values()):
        raise CommandError(
            f"--keep: “{rule}” is not a rule such as 7d4w12m: 7 days, 4 weeks, 12 months."
        )
    return counts


def prune(folder, rule, made):
    """Deletes what the rule does not keep, after the backup `made`. Returns the deleted folders."""
    counts = parse(rule)
    with locked(folder):
        backups = _complete(folder)
        # The newest too, as the clock may have been set back before this one was made.
        kept = {made, *list(backups)[:1]}
        for letter, count in counts.items():
            kept |= _last_of_periods(backups, PERIODS[letter], count)
        superseded = [path for path in backups if path not in kept]
        for path in superseded:
            # A folder with this name is no backup, and the next backup removes what is left of it.
            renamed = path.rename(folder / f"{UNFINISHED}{token_hex(4)}")
            sync(folder)
            shutil.rmtree(renamed)
        return superseded


def _complete(folder):
    """The time of each backup, the latest first.

    Damaged ones, and links to backups elsewhere, are neither counted nor deleted.
    """
    backups = {}
    for path in finished(folder):
        if path.is_symlink():
            continue
        with suppress(CommandError):
            created = manifest.read(path).created
            backups[path] = datetime.strptime(created, "%Y-%m-%dT%H:%M:%S%z")
    return backups


def _last_of_periods(backups, form, count):
    last = {}
    for path, created in backups.items():
        last.setdefault(created.strftime(form), path)
    return set(list(last.values())[:count])
