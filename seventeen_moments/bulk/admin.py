"""Adds the exports to the admin’s lists, which do not depend on this app."""

from datetime import date

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import is_editor

from . import comments, exporting
from .access import AdminAccess
from .events import export_events
from .mappings import admin as mappings_admin  # noqa: F401


@admin.action(description=_("Export as CSV"), permissions=["change"])
def export_sources(model_admin, request, sources):
    return csv_response(model_admin.model.source_kind.relation, [sources])


@admin.action(description=_("Export as CSV"), permissions=["change"])
def export_essays(model_admin, request, essays):
    if not is_editor(request.user, Essay):
        raise PermissionDenied
    return csv_response("essays", [essays])


@admin.action(description=_("Export their sources as CSV"), permissions=["change"])
def export_sources_of_essays(model_admin, request, essays):
    access = AdminAccess(request)
    keys = essays.order_by().values("pk")
    querysets = [
        access.visible(model).filter(essay__in=keys) for model in access.exportable_kinds()
    ]
    if not querysets:
        raise PermissionDenied
    return csv_response("sources", querysets)


@admin.action(description=_("Export comments as CSV"), permissions=["export_comments"])
def export_comments_as_csv(model_admin, request, essays):
    return comments.download(request, essays, "csv")


@admin.action(description=_("Export comments as JSON"), permissions=["export_comments"])
def export_comments_as_json(model_admin, request, essays):
    return comments.download(request, essays, "json")


def csv_response(name, querysets):
    record(Event.Kind.EXPORTED, subject=f"{name}.csv")
    filename = f"{name}-{date.today().isoformat()}.csv"
    return StreamingHttpResponse(
        exporting.lines(querysets),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


for model in kinds():
    model_admin = admin.site.get_model_admin(model)
    model_admin.actions = [*model_admin.actions, export_sources]
    model_admin.csv_import = "bulk:import"  # for the templates
    model_admin.csv_import_kind = model._meta.model_name

event_admin = admin.site.get_model_admin(Event)
event_admin.actions = [export_events]

essay_admin = admin.site.get_model_admin(Essay)
essay_admin.has_export_comments_permission = comments.may_export
essay_admin.csv_import = "bulk:import_essays"
essay_admin.document_import = "bulk:import_document"
essay_admin.actions = [
    *essay_admin.actions,
    export_essays,
    export_sources_of_essays,
    export_comments_as_csv,
    export_comments_as_json,
]
