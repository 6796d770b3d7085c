import re

from django.core.exceptions import ValidationError
from django.db import migrations
from django.db.models import F

from resources import edtf

KINDS = ["Text", "Image", "Recording", "Reference"]
AT_ONCE = 500
# The few ways of writing that allow one reading alone.
READINGS = [
    (re.compile(r"(?:about|around|circa|ca?\.|около|ок\.|примерно) ?(\d{4})", re.I), r"\1~"),
    (re.compile(r"(\d{4}) ?[–—-] ?(\d{4})"), r"\1/\2"),
    (re.compile(r"(\d{3})0(?:[’']?s|-е|-е гг?\.)"), r"\1X"),
    (re.compile(r"(\d{4}) г\."), r"\1"),
]


def sort(apps, schema_editor):
    for kind in KINDS:
        rows = apps.get_model("resources", kind).objects
        changed = []
        for row in rows.exclude(date="").only("date", "date_shown").iterator(AT_ONCE):
            _read(row)
            changed.append(row)
            if len(changed) == AT_ONCE:
                _store(rows, changed)
        _store(rows, changed)


def restore(apps, schema_editor):
    for kind in KINDS:
        rows = apps.get_model("resources", kind).objects
        rows.exclude(date_shown="").update(date=F("date_shown"))


def _read(row):
    when = _when(row.date)
    if when is None:
        row.date_shown, row.date = row.date, _derived(row.date.strip())
        when = _when(row.date)
    if when:
        row.earliest, row.latest, row.day = when.earliest, when.latest, edtf.exact_day(when)


def _derived(text):
    for pattern, date in READINGS:
        match = pattern.fullmatch(text)
        if match and _when(match.expand(date)):
            return match.expand(date)
    return ""


def _when(text):
    try:
        return edtf.parse(text)
    except ValidationError:
        return None


def _store(rows, changed):
    if changed:
        rows.bulk_update(changed, ["date", "date_shown", "earliest", "latest", "day"])
        changed.clear()


class Migration(migrations.Migration):
    dependencies = [("resources", "0008_dates_as_historians_write_them")]

    operations = [migrations.RunPython(sort, restore)]
