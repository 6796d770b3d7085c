"""Links from essays to sources in the admin, and pictures in the text: the list to choose from,
and a warning."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.model_admin import is_key
from seventeen_moments.versions.draft_page import change_form_of

from ..source_links import KEY

FIELDS = ["title", "kind", "date", "display_date", "status", "published_at", "renditions"]


class SourcesPage:
    """The list of sources that the essay can link to or show, for the editor’s script."""

    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        view = self.model_admin.admin_site.admin_view(self.view)
        return [path("<str:object_id>/sources/", view, name="essays_essay_sources")]

    def view(self, request, object_id):
        essay = self.model_admin.get_object(request, object_id) if is_key(object_id) else None
        if essay is None:
            raise Http404
        if not self.model_admin.has_change_permission(request, essay):
            raise PermissionDenied
        sections = []
        for kind in kinds():
            names = [name for name in FIELDS if hasattr(kind, name)]
            sources = viewable_by(request.user, kind.objects.filter(essay=essay).in_order())
            sources = sources.only("essay", "position", *names)
            if kind.source_kind.is_citable and sources:
                choices = [_choice(source) for source in sources]
                sections.append({"title": kind.source_kind.title, "sources": choices})
        return JsonResponse({"sections": sections})


def _choice(source):
    kind = source.get_kind_display() if hasattr(source, "kind") else ""
    state = "" if source.is_due() else _("not public yet")
    about = ", ".join(str(words) for words in [kind, source.date_in_words, state] if words)
    choice = {"key": source.key, "title": source.title, "about": about}
    # Only images have renditions and can be shown in the text.
    picture = getattr(source, "renditions", None) and {"picture": source.smallest["url"]}
    return choice | (picture or {})


def warn_of_hidden_links(request, essay):
    """Tells the editor which linked sources readers will not see."""
    if hidden := hidden_links(essay):
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((change_form_of(source), source) for source in hidden),
        )
        message = ngettext(
            "{} source linked in the essay is not public, so readers do not see it: {}.",
            "{} sources linked in the essay are not public, so readers do not see them: {}.",
            len(hidden),
        )
        messages.warning(request, format_html(message, len(hidden), links))


def hidden_links(essay):
    """The linked sources that stay hidden when the essay, or its draft, becomes public.

    Empty if nothing becomes public yet.
    """
    overlay = getattr(essay, "overlay", None)
    draft = overlay and overlay.draft
    keeps_public = overlay and overlay.keeps_public
    if essay.status != Status.PUBLISHED or (keeps_public and not (draft and draft.publish_at)):
        return []
    at = draft.publish_at if keeps_public else max(essay.published_at, timezone.now())
    published_with_draft = set()
    if keeps_public:
        published_with_draft = {
            f"{child.content_type.model}-{child.object_id}"
            for child in draft.children.select_related("content_type")
            if child.data.get("status") == Status.PUBLISHED
        }
    return [
        source
        for source in linked_sources(essay)
        if not source.is_due(at) and source.key not in published_with_draft
    ]


def linked_sources(essay):
    """According to the body of the essay, saved or not."""
    keys = {*KEY.findall(essay.body)}
    for kind in kinds():
        name = kind._meta.model_name
        pks = [key.partition("-")[2] for key in keys if key.startswith(f"{name}-")]
        if pks:
            yield from kind.objects.filter(essay=essay, pk__in=pks).in_order()
