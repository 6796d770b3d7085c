"""The editors' side of references to sources: choosing one, and the warnings: before one goes,
and where readers of the essay will not see one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essays.source_links import LINK
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.model_admin import is_key
from seventeen_moments.versions.draft_page import change_form_of

SHOWN = ["title", "kind", "date", "display_date", "status", "published_at"]


class SourcesToCite:
    """The essay's page, with the list from which the editor links a passage."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.sources_view)
        return [
            path("<str:object_id>/sources/", view, name="essays_essay_sources"),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and "body" in form.base_fields:
            address = reverse("admin:essays_essay_sources", args=[obj.pk])
            form.base_fields["body"].widget.attrs["data-sources"] = address
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if hidden := hidden_citations(form.instance):
            links = format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                ((change_form_of(source), source) for source in hidden),
            )
            told = ngettext(
                "{} source linked in the essay is not public, so readers do not see it: {}.",
                "{} sources linked in the essay are not public, so readers do not see them: {}.",
                len(hidden),
            )
            messages.warning(request, format_html(told, len(hidden), links))

    def sources_view(self, request, object_id):
        essay = self.get_object(request, object_id) if is_key(object_id) else None
        if essay is None:
            raise Http404
        if not self.has_change_permission(request, essay):
            raise PermissionDenied
        return JsonResponse({"sections": list(_sections(essay, request.user))})


def _sections(essay, user):
    for kind in kinds():
        declared = kind.source_kind
        sources = viewable_by(user, kind.objects.filter(essay=essay).in_order())
        shown = [name for name in SHOWN if hasattr(kind, name)]
        if declared.is_citable and (sources := sources.only("essay", "position", *shown)):
            yield {"title": declared.title, "sources": [_listed(source) for source in sources]}


def _listed(source):
    kind = source.get_kind_display() if hasattr(source, "kind") else ""
    state = "" if source.is_due() else _("not public yet")
    about = ", ".join(str(words) for words in [kind, source.date_in_words, state] if words)
    return {"key": source.key, "title": source.title, "about": about}


def hidden_citations(essay):
    """The sources that the essay links and that stay hidden when it, or its draft, becomes public;
    none where nothing becomes public yet."""
    opened = getattr(essay, "overlay", None)
    draft = opened and opened.draft
    keeps_public = opened and opened.keeps_public
    if essay.status != Status.PUBLISHED or (keeps_public and not (draft and draft.publish_at)):
        return []
    at = draft.publish_at if keeps_public else max(essay.published_at, timezone.now())
    come_along = _published_with(draft) if keeps_public else set()
    return [
        source
        for source in linked_sources(essay)
        if not source.is_due(at) and source.key not in come_along
    ]


def linked_sources(essay):
    """By what its body says now, saved or not."""
    keys = {key for key, _passage in LINK.findall(essay.body)}
    for kind in kinds():
        name = kind._meta.model_name
        numbers = [key.partition("-")[2] for key in keys if key.startswith(f"{name}-")]
        if numbers:
            yield from kind.objects.filter(essay=essay, pk__in=numbers).in_order()


def _published_with(draft):
    return {
        f"{child.content_type.model}-{child.object_id}"
        for child in draft.children.select_related("content_type")
        if child.data.get("status") == Status.PUBLISHED
    }


class CitedGuard:
    """Rows of sources, of which no cited one is removed unless that is confirmed."""

    def clean(self):
        super().clean()
        going = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        if not going:
            return
        self.instance.derive()  # the body as it will be saved
        confirmed = self.data.getlist(f"{self.prefix}-remove")
        cited = [source for source in going if source.key in self.instance.source_links]
        for source in cited:
            source.essay = self.instance
        if {source.key for source in cited} - set(confirmed):
            context = {"sources": cited, "name": f"{self.prefix}-remove"}
            raise ValidationError(render_to_string("admin/resources/_remove_cited.html", context))


class WarnsOfCitations:
    """The page of a source, and the list, where it is deleted."""

    delete_confirmation_template = "admin/resources/delete_source.html"
    delete_selected_confirmation_template = "admin/resources/delete_sources.html"
