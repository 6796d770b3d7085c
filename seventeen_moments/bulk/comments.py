"""The comments of essays, as a table and as JSON with the same names."""

import csv
import json
from datetime import date

from django.db.models import F, Prefetch
from django.http import StreamingHttpResponse

from essays.models import Comment, Flag

from .exporting import AT_ONCE, BOM, Passing
from .table import escape

NAMES = ["id", "essay", "state", "written", "name", "email", "author_role", "in_reply_to"]
NAMES += ["paragraph", "quote", "text", "suspicion", "flags"]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def may_export(request):
    return request.user.has_perm("essays.view_comment")


def download(request, essays, form):
    """Streamed. E-mail addresses are for those who moderate, as in the list of comments."""
    names = [name for name in NAMES if name != "email" or _may_see_addresses(request)]
    comments = Comment.objects.filter(essay__in=essays.order_by().values("pk"))
    rows = ({name: row[name] for name in names} for row in rows_of(comments))
    name = f"comments-{date.today().isoformat()}.{form}"
    return StreamingHttpResponse(
        _table(names, rows) if form == "csv" else _list(rows),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _may_see_addresses(request):
    return request.user.has_perm("essays.change_comment")


def rows_of(comments):
    flags = Prefetch("flags", Flag.objects.raised())
    fetched = (
        comments.annotate(essay_slug=F("essay__slug"))
        .defer("html")
        .prefetch_related(flags)
        .order_by("essay_slug", "created", "pk")
    )
    return map(_row, fetched.iterator(chunk_size=AT_ONCE))


def _row(comment):
    return {
        "id": comment.pk,
        "essay": comment.essay_slug,
        "state": comment.state,
        "written": comment.created.isoformat(),
        "name": comment.name,
        "email": comment.email,
        "author_role": comment.author_role,
        "in_reply_to": comment.parent_id,
        "paragraph": comment.about,
        "quote": comment.quote,
        "text": comment.text,
        "suspicion": comment.suspicion,
        "flags": [flag.reason for flag in comment.flags.all()],
    }


def _table(names, rows):
    writer = csv.writer(Passing())
    yield BOM + writer.writerow(names)
    for row in rows:
        row["flags"] = "\n".join(row["flags"])
        yield writer.writerow([_cell(value) for value in row.values()])


def _cell(value):
    return "" if value is None else escape(str(value))


def _list(rows):
    between = "[\n"
    for row in rows:
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"
