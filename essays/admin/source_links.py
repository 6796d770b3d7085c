"""Links from essays to sources in the admin, and pictures in the text: the list to choose from,
and what is published with an essay."""

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.urls import Resolver404, path, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.language import without_language
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.model_admin import is_key
from seventeen_moments.versions.overlay import with_draft_marks

from ..models import Essay
from ..source_links import KEY

ADDRESS = re.compile(r'href="(?:https?://[^/"]+)?(/[^"?#]*)')
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


def published_with(essay):
    """What can be published with the essay, or its draft, and what becomes public by itself.

    Yields pairs of a source and the reason why readers of the essay need it, which may be empty.
    """
    cited = {*KEY.findall(essay.body)}
    for kind in kinds():
        sources = with_draft_marks(kind.objects.filter(essay=essay)).in_order()
        if essay.is_published():
            later = Q(status=Status.DRAFT) | Q(published_at__gt=timezone.now())
            sources = sources.filter(later | Q(has_draft=True))
        for source in sources:
            source.essay = essay
            if source.pk == essay.lead_image_id and isinstance(source, lead_image_model()):
                yield source, _("the lead image")
            else:
                yield source, _("used in the text") if source.key in cited else ""
    yield from ((source, _("linked in the text")) for source in _linked_elsewhere(essay))


def lead_image_model():
    return Essay._meta.get_field("lead_image").related_model


def _linked_elsewhere(essay):
    """Sources of other essays that the body links by their addresses, and that are not public."""
    models = kinds_by_name()
    for address in dict.fromkeys(ADDRESS.findall(essay.body)):
        try:
            match = resolve(without_language(address).removeprefix(settings.FORCE_SCRIPT_NAME))
        except Resolver404:
            continue
        kind = models.get(match.url_name) if match.app_name == "resources" else None
        if kind and "slug" in match.kwargs:
            sources = kind.objects.filter(
                essay__slug=match.kwargs["essay"], slug=match.kwargs["slug"]
            )
            yield from sources.exclude(essay=essay).exclude(pk__in=kind.objects.due().values("pk"))


def essays_linking(rows):
    """The published essays whose bodies link to the pages, or show them."""
    linking = Q(pk__in=[])
    for row in rows:
        address = without_language(row.get_absolute_url())
        linking |= Q(body__contains=f'href="{address}')
        if row.parent_field:
            linking |= Q(pk=row.essay_id, body__contains=f'data-source="{row.key}"')
            if isinstance(row, lead_image_model()):
                linking |= Q(lead_image=row)
    essays = Essay.objects.published().filter(linking)
    return essays.exclude(pk__in=[row.pk for row in rows if isinstance(row, Essay)])
