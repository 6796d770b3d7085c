"""Exports the audit trail as CSV."""

import csv
import json
from datetime import date

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record

from .exporting import BATCH, BOM, Echo
from .table import escape

COLUMNS = ["at", "last", "count", "kind", "subject", "actor_name", "command", "details"]
COLUMNS += ["network", "browser", "request_id"]


@admin.action(description=_("Export as CSV"), permissions=["view"])
def export_events(model_admin, request, events):
    record(Event.Kind.EXPORTED, subject=f"audit-trail.csv ({events.count()})")
    filename = f"audit-trail-{date.today().isoformat()}.csv"
    return StreamingHttpResponse(
        lines(events),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def lines(events):
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(COLUMNS)
    for row in events.values(*COLUMNS).iterator(chunk_size=BATCH):
        row["details"] = json.dumps(row["details"], ensure_ascii=False) if row["details"] else ""
        for name in ["at", "last"]:
            row[name] = row[name] and row[name].isoformat()  # UTC
        cells = ["" if value is None else str(value) for value in row.values()]
        yield writer.writerow(map(escape, cells))
