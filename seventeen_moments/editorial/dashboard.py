"""What the first page of the admin shows: my work, what is due, what waits, and the health.

A list's own admin page says which rows its user finds, and how each is shown.
"""

from heapq import nsmallest
from itertools import islice
from operator import itemgetter

from django.apps import apps
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from seventeen_moments.core.completeness import CHECKS, checks_for
from seventeen_moments.core.kinds import model_position
from seventeen_moments.core.publication import Publishable
from seventeen_moments.versions.models import Draft

SHOWN = 8  # rows in each part
LATEST = 200  # entries of the log: who saves one page often still finds the others


def today(site, request):
    kept = _kept(site, request)
    return {
        "working_on": _working_on(kept, request),
        "upcoming": _upcoming(kept, request),
        "panels": _panels(site, request),
        "health": _health(site, request),
        "writes": bool(kept),
    }


def _kept(site, request):
    """The admin pages of whatever is published, as far as the user writes there."""
    pages = [site.get_model_admin(model) for model in apps.get_models() if _is_kept(site, model)]
    return {page.model: page for page in pages if page.has_change_permission(request)}


def _is_kept(site, model):
    return issubclass(model, Publishable) and site.is_registered(model)


def _rows(page, request):
    rows = page.get_queryset(request).defer(*page.list_defer)
    return rows.select_related(*page.list_select_related) if page.list_select_related else rows


def _row(page, obj, when):
    return {
        "title": str(obj),
        "kind_name": obj.kind_name,
        "essay": getattr(obj, "essay", None),
        "form": reverse(f"admin:{_name(page.model)}_change", args=[obj.pk]),
        "state": page.state(obj),
        "page": page.page(obj),
        "when": when,
    }


def _name(model):
    return f"{model._meta.app_label}_{model._meta.model_name}"


# My work


def _working_on(kept, request):
    types = ContentType.objects.get_for_models(*kept)
    last = _last_saved(request.user, types)
    found = {}
    for model, kind in types.items():
        keys = [key for entry_kind, key in last if entry_kind == kind.pk]
        rows = _rows(kept[model], request).in_bulk(keys)
        found |= {(kind.pk, str(key)): (kept[model], obj) for key, obj in rows.items()}
    standing = ((*found[key], when) for key, when in last.items() if key in found)
    return [_row(*row) for row in islice(standing, SHOWN)]


def _last_saved(user, types):
    """When the user last saved what, the latest first, by kind and key."""
    entries = LogEntry.objects.filter(
        user=user, content_type__in=types.values(), action_flag__in=[ADDITION, CHANGE]
    )
    latest = entries.order_by("-pk").values_list("content_type", "object_id", "action_time")
    last = {}
    for kind, key, when in latest[:LATEST]:
        last.setdefault((kind, key), when)
    return last


# What is due


def _upcoming(kept, request):
    """Whatever becomes public by itself, the next first: rows, and drafts of live pages."""
    waiting = [
        (obj.published_at, _row(page, obj, obj.published_at))
        for page in kept.values()
        for obj in _rows(page, request).upcoming().order_by("published_at", "pk")[:SHOWN]
    ]
    waiting += [(row["when"], row) for row in _scheduled_drafts(kept, request)]
    return [row for _when, row in nsmallest(SHOWN, waiting, key=itemgetter(0))]


def _scheduled_drafts(kept, request):
    """Those that failed at their time stand first: nobody else would tell of them."""
    types = ContentType.objects.get_for_models(*kept)
    models = {kind.pk: model for model, kind in types.items()}
    drafts = Draft.objects.filter(content_type__in=models, publish_at__isnull=False)
    drafts = list(drafts.order_by("publish_at", "pk")[:SHOWN])
    for key, model in models.items():
        own = {draft.object_id: draft for draft in drafts if draft.content_type_id == key}
        rows = _rows(kept[model], request).in_bulk(own) if own else {}
        for pk, obj in rows.items():
            if kept[model].has_change_permission(request, obj):
                yield _row(kept[model], obj, own[pk].publish_at) | _draft_columns(obj, own[pk])


def _draft_columns(obj, draft):
    words = _("Draft could not be published") if draft.failure else _("Draft of a live page")
    preview = f"{obj.get_absolute_url()}?draft"
    return {
        "state": format_html(
            '<span class="state {}">{}</span>', "dead" if draft.failure else "later", words
        ),
        "page": format_html('<a href="{}">{}</a>', preview, _("Preview")),
    }


# What other pages of the admin have to say


def _panels(site, request):
    """Of each page with a `dashboard_panel(request)`: a dict with the name of its template."""
    pages = [
        site.get_model_admin(model) for model in apps.get_models() if site.is_registered(model)
    ]
    panels = [page.dashboard_panel(request) for page in pages if hasattr(page, "dashboard_panel")]
    return [panel for panel in panels if panel]


# The health


def _health(site, request):
    """A line for each check; a number for each list, which links the rows that are counted."""
    pages = {
        model: site.get_model_admin(model)
        for model in sorted(apps.get_models(), key=model_position)
        if checks_for(model) and site.get_model_admin(model).has_change_permission(request)
    }
    counts = {model: _counts(page, request) for model, page in pages.items()}
    lines = [(check, _lists(check, counts)) for check in CHECKS]
    return [
        {"sentence": check.label, "count": sum(n["count"] for n in lists), "lists": lists}
        for check, lists in lines
        if lists
    ]


def _counts(page, request):
    """How many rows each check finds, in one query."""
    found = {
        check.name: Count("pk", filter=check.condition(page.model))
        for check in checks_for(page.model)
    }
    return page.reach(request).order_by().aggregate(**found)


def _lists(check, counts):
    return [
        {
            "name": model._meta.verbose_name_plural,
            "count": found[check.name],
            "url": reverse(f"admin:{_name(model)}_changelist", query={"health": check.name}),
        }
        for model, found in counts.items()
        if check.name in found
    ]
