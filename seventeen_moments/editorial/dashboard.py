"""The first page of the admin: recent work, what is scheduled, what waits, what is incomplete.

The admin page of each model decides which objects its user finds, and how they are shown.
"""

from functools import partial
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

from seventeen_moments.core import edition
from seventeen_moments.core.completeness import CHECKS, checks_for
from seventeen_moments.core.kinds import model_position
from seventeen_moments.core.permissions import is_editor, may_publish
from seventeen_moments.core.publication import Publishable
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.versioned import Versioned

from .review_page import review_page_of
from .reviews import Review
from .several.pages import completing

SHOWN = 8  # rows in each part
MOST_REVIEWS = 50
LATEST = 200  # entries of the log: those who save one page often still find the others


def dashboard(site, request):
    """The context of the page.

    An admin page may add a panel with `dashboard_panel(request)`, which returns a dict with the
    name of its template, or None.
    """
    admins = {
        model: site.get_model_admin(model)
        for model in apps.get_models()
        if site.is_registered(model)
    }
    writable = {
        model: model_admin
        for model, model_admin in admins.items()
        if issubclass(model, Publishable) and model_admin.has_change_permission(request)
    }
    panels = [
        model_admin.dashboard_panel(request)
        for model_admin in admins.values()
        if hasattr(model_admin, "dashboard_panel")
    ]
    return {
        "in_review": _in_review(writable, request),
        "recent_work": _recent_work(writable, request),
        "upcoming": _upcoming(writable, request),
        "panels": [panel for panel in panels if panel],
        "completeness": _completeness(admins, request),
        "is_writer": bool(writable),
    }


def _queryset(model_admin, request):
    queryset = model_admin.get_queryset(request).defer(*model_admin.list_defer)
    if model_admin.list_select_related:
        return queryset.select_related(*model_admin.list_select_related)
    return queryset


def _row(model_admin, obj, when):
    return {
        "of": obj,
        "title": str(obj),
        "kind_name": obj.kind_name,
        "essay": getattr(obj, "essay", None),
        "form": _admin_url(obj, "change", args=[obj.pk]),
        "state": model_admin.state(obj),
        "page": model_admin.page(obj),
        "when": when,
    }


def _admin_url(model, page, **options):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", **options)


def _in_review(admins, request):
    """What editors are to review, and what authors have sent to them: the oldest first."""
    is_author_only = not any(is_editor(request.user, model) for model in admins)
    states = [Review.State.WAITING, *([Review.State.ANSWERED] if is_author_only else [])]
    pages = [model_admin.user_queryset(request) for model_admin in admins.values()]
    reviews = Review.objects.open(*pages).filter(state__in=states)
    reviews = list(reviews.select_related("author").order_by("sent", "pk")[: MOST_REVIEWS + 1])
    rows = {}
    for model, content_type in ContentType.objects.get_for_models(*admins).items():
        of_model = {
            review.object_id: review
            for review in reviews
            if review.content_type_id == content_type.pk
        }
        if of_model:
            for key, obj in _queryset(admins[model], request).in_bulk(of_model).items():
                review = of_model[key]
                rows[review.pk] = _row(admins[model], obj, review.sent) | {
                    "review": review,
                    "changed_since": review.is_changed_since(obj),
                    "review_page": review_page_of(obj),
                }
    listed = [rows[review.pk] for review in reviews[:MOST_REVIEWS] if review.pk in rows]
    return {"rows": listed, "more": len(reviews) > MOST_REVIEWS, "is_own": is_author_only}


def _recent_work(admins, request):
    """What the user saved last, the latest first."""
    types = ContentType.objects.get_for_models(*admins)
    entries = LogEntry.objects.filter(
        user=request.user, content_type__in=types.values(), action_flag__in=[ADDITION, CHANGE]
    )
    latest = entries.order_by("-pk").values_list("content_type", "object_id", "action_time")
    saved = {}  # times by content type and key
    for content_type, key, when in latest[:LATEST]:
        saved.setdefault((content_type, key), when)
    existing = {}
    for model, content_type in types.items():
        keys = [key for saved_type, key in saved if saved_type == content_type.pk]
        for key, obj in _queryset(admins[model], request).in_bulk(keys).items():
            existing[content_type.pk, str(key)] = admins[model], obj
    rows = ((*existing[key], when) for key, when in saved.items() if key in existing)
    return [_row(*row) for row in islice(rows, SHOWN)]


def _upcoming(admins, request):
    """What becomes public at a set time, the next first: pages, and drafts of live pages."""
    upcoming = [
        (obj.published_at, _row(model_admin, obj, obj.published_at))
        for model_admin in admins.values()
        for obj in _queryset(model_admin, request).upcoming().order_by("published_at", "pk")[:SHOWN]
    ]
    upcoming += [(row["when"], row) for row in _scheduled_drafts(admins, request)]
    rows = [row for _when, row in nsmallest(SHOWN, upcoming, key=itemgetter(0))]
    for row in rows:
        if may_publish(request.user, type(row["of"])):
            row["publish"] = _admin_url(row["of"], "publish", args=[row["of"].pk])
    return rows


def _scheduled_drafts(admins, request):
    """Drafts that failed at their time come first: they are reported nowhere else."""
    types = ContentType.objects.get_for_models(*admins)
    drafts = Draft.objects.filter(content_type__in=types.values(), publish_at__isnull=False)
    drafts = list(drafts.order_by("publish_at", "pk")[:SHOWN])
    for model, content_type in types.items():
        by_object = {
            draft.object_id: draft for draft in drafts if draft.content_type_id == content_type.pk
        }
        if not by_object:
            continue
        for key, obj in _queryset(admins[model], request).in_bulk(by_object).items():
            if not admins[model].has_change_permission(request, obj):
                continue
            draft = by_object[key]
            css, words = "later", _("Draft of a live page")
            if draft.failure:
                css, words = "dead", _("Draft could not be published")
            preview = f"{obj.get_absolute_url()}?draft"
            yield _row(admins[model], obj, draft.publish_at) | {
                "state": format_html('<span class="state {}">{}</span>', css, words),
                "page": format_html('<a href="{}">{}</a>', preview, _("Preview")),
            }


def _incomplete(objects):
    """The number of incomplete objects by the name of the check. Reads all rows."""
    model = objects.model
    checks = {check.name: Count("pk", filter=check.condition(model)) for check in checks_for(model)}
    return objects.aggregate(**checks)


def _completeness(admins, request):
    """Counts of incomplete objects for each check and model, with links to the lists.

    Each model takes one query, once in each edition of the archive.
    """
    counts = {}
    for model in sorted(admins, key=model_position):
        if checks_for(model) and admins[model].has_change_permission(request):
            objects = admins[model].user_queryset(request).order_by()
            name = ("incomplete", *objects.values("pk").query.sql_with_params())
            counts[model] = edition.remember(name, partial(_incomplete, objects))
    rows = []
    for check in CHECKS:
        lists = [
            {
                "name": model._meta.verbose_name_plural,
                "count": of_model[check.name],
                "url": _admin_url(model, "changelist", query={"incomplete": check.name}),
                "change_all": issubclass(model, Versioned)
                and completing(model, check.name)
                and _admin_url(model, "several", query={"incomplete": check.name}),
            }
            for model, of_model in counts.items()
            if check.name in of_model
        ]
        if lists:
            total = sum(entry["count"] for entry in lists)
            rows.append({"label": check.label, "count": total, "lists": lists})
    return rows
