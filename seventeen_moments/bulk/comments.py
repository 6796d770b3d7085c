"""Exports the comments of essays, as CSV and as JSON with the same names."""

import csv
import json
from datetime import date

from django.db.models import F, Prefetch
from django.http import StreamingHttpResponse

from essays.models import Comment, Flag
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record

from .exporting import BATCH, BOM, Echo
from .table import escape

NAMES = ["id", "essay", "state", "written", "name", "email", "author_role", "in_reply_to"]
NAMES += ["paragraph", "quote", "text", "suspicion", "flags"]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def may_export(request):
    return request.user.has_perm("essays.view_comment")


def download(request, essays, form):
    """Streams the comments. Only moderators get e-mail addresses, as in the list of comments."""
    record(Event.Kind.EXPORTED, subject=f"comments.{form}", request=request)
    is_moderator = request.user.has_perm("essays.change_comment")
    names = [name for name in NAMES if name != "email" or is_moderator]
    comments = Comment.objects.filter(essay__in=essays.order_by().values("pk"))
    rows = ({name: row[name] for name in names} for row in export(comments))
    filename = f"comments-{date.today().isoformat()}.{form}"
    return StreamingHttpResponse(
        csv_lines(names, rows) if form == "csv" else json_lines(rows),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def export(comments):
    """Yields each comment as a dictionary."""
    flags = Prefetch("flags", Flag.objects.raised())
    comments = (
        comments.annotate(essay_slug=F("essay__slug"))
        .defer("html")
        .prefetch_related(flags)
        .order_by("essay_slug", "created", "pk")
    )
    for comment in comments.iterator(chunk_size=BATCH):
        yield {
            "id": comment.pk,
            "essay": comment.essay_slug,
            "state": comment.state,
            "written": comment.created.isoformat(),
            "name": comment.shown_name,
            "email": comment.email,
            "author_role": comment.author_role,
            "in_reply_to": comment.parent_id,
            "paragraph": comment.about,
            "quote": comment.quote,
            "text": comment.shown_text,
            "suspicion": comment.suspicion,
            "flags": [flag.reason for flag in comment.flags.all()],
        }


def csv_lines(names, rows):
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(names)
    for row in rows:
        row["flags"] = "\n".join(row["flags"])
        yield writer.writerow(
            ["" if value is None else escape(str(value)) for value in row.values()]
        )


def json_lines(rows):
    separator = "[\n"
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n" if separator == ",\n" else "[]\n"
