"""Adds to the desk’s lists what is said here; without this app they know nothing of it."""

from datetime import date

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds

from . import comments, exporting
from .access import AtTheDesk


@admin.action(description=_("Export as CSV"), permissions=["change"])
def export_sources(desk, request, sources):
    return _table(desk.model.source_kind.relation, [sources])


@admin.action(description=_("Export their sources as CSV"), permissions=["change"])
def export_sources_of_essays(desk, request, essays):
    access = AtTheDesk(request)
    chosen = essays.order_by().values("pk")
    return _table(
        "sources",
        [access.sources(model).filter(essay__in=chosen) for model in access.exported()],
    )


@admin.action(description=_("Export comments as CSV"), permissions=["export_comments"])
def export_comments_as_csv(desk, request, essays):
    return comments.download(request, essays, "csv")


@admin.action(description=_("Export comments as JSON"), permissions=["export_comments"])
def export_comments_as_json(desk, request, essays):
    return comments.download(request, essays, "json")


def _table(name, queries):
    if not queries:
        raise PermissionDenied
    return StreamingHttpResponse(
        exporting.lines(queries),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{date.today().isoformat()}.csv"'
        },
    )


for model in kinds():
    desk = admin.site.get_model_admin(model)
    desk.actions = [*desk.actions, export_sources]
    desk.takes_csv = True  # for the templates

desk = admin.site.get_model_admin(Essay)
desk.has_export_comments_permission = comments.may_export
desk.actions = [
    *desk.actions,
    export_sources_of_essays,
    export_comments_as_csv,
    export_comments_as_json,
]
