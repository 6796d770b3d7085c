"""`?draft`: a page as visitors will see it once its draft is published."""

from operator import attrgetter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_editor
from seventeen_moments.core.themes import show_themes, themes_named
from seventeen_moments.core.views import PreviewMixin

from .draft_page import change_form_of
from .models import Draft
from .values import apply_values

DELETED = _("“%(title)s” will be deleted when the draft is published, so it has no preview.")


class DraftPreview:
    """The rows of a draft as they will be once it is published. Nothing is stored."""

    def __init__(self, draft, page):
        """`page` is the row whose page is shown. Raises ValidationError as `draft.apply()` does."""
        parent = getattr(page, page.parent_field) if page.parent_field else page
        loaded = {_key(row): row for row in (parent, page)}
        self.rows, self.deleted = {}, set()
        parts = [draft, *draft.installed_children()]
        for part in sorted(parts, key=attrgetter("deletes"), reverse=True):
            model = part.content_type.model_class()
            if part.deletes:
                self.deleted.add((model, part.object_id))
                continue
            stored = model._base_manager.filter(pk=part.object_id)
            if row := loaded.get((model, part.object_id)) or stored.first():
                self.rows[_key(row)] = row
                self._apply(row, part.data)
        if _key(page) in self.deleted:
            raise ValidationError(DELETED, params={"title": page})
        if page.parent_field:
            getattr(page, page.parent_field).show_draft(self)
        page.show_draft(self)

    def _apply(self, row, values):
        """What `draft.apply()` and save() do, in memory."""
        apply_values(row, values)
        if row.parent_field:
            setattr(row, row.parent_field, self.row(getattr(row, row.parent_field)))
        row.full_clean()
        row.fill_in()
        row.derive()
        row.updated = timezone.now()
        if row.typed_themes is not None:
            show_themes(row, themes_named(row.typed_themes))

    def row(self, stored):
        """The same row with the values of the draft, if it is in the draft; None if deleted."""
        return None if _key(stored) in self.deleted else self.rows.get(_key(stored), stored)

    def section(self, stored, parent):
        """The sources in the queryset, changed, added, moved and hidden as in the draft."""
        place = attrgetter(*stored.query.order_by)
        drafted = [row for row in self.rows.values() if type(row) is stored.model]
        others = {row.pk for row in drafted}
        others |= {key for model, key in self.deleted if model is stored.model}
        rows = list(stored.exclude(pk__in=others))
        rows += [
            row for row in drafted if getattr(row, row.parent_field) == parent and row.is_due()
        ]
        for row in rows:
            setattr(row, row.parent_field, parent)
        return Section(sorted(rows, key=place), place)


class Section(list):
    """What the pages use of a queryset of sources."""

    def __init__(self, rows, place):
        super().__init__(rows)
        self.place = place

    def before(self, row):
        earlier = [other for other in self if self.place(other) < self.place(row)]
        return Section(earlier[::-1], self.place)

    def after(self, row):
        return Section([other for other in self if self.place(other) > self.place(row)], self.place)

    def first(self):
        return next(iter(self), None)


class DraftPreviewMixin(PreviewMixin):
    """For a detail view: renders the page with the values of its draft."""

    def get(self, request, *args, **kwargs):
        if "draft" not in request.GET:
            return super().get(request, *args, **kwargs)
        self._require_permission(self.get_queryset().model)
        row = self.get_object()
        draft = _draft_for(row)
        if draft is None:
            return redirect(row)
        self._require_permission(draft.content_type.model_class())
        address = row.get_absolute_url()
        try:
            request.draft_preview = DraftPreview(draft, row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(change_form_of(row))
        self.object, self.preview = row, not row.is_published()
        context = self.get_context_data(object=row, draft=draft, public_page=address)
        response = self.render_to_response(context)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _require_permission(self, model):
        if not is_editor(self.request.user, model):
            raise Http404


def _key(row):
    return type(row), row.pk


def _draft_for(row):
    """The row's own draft, or else that of its essay, with all that is published together."""
    drafts = Draft.objects.select_related(
        "author", "content_type", "parent__author", "parent__content_type"
    )
    draft = drafts.filter(pk__in=Draft.objects.of(row)).first()
    if draft is None and row.parent_field:
        draft = drafts.filter(pk__in=Draft.objects.of(getattr(row, row.parent_field))).first()
    return draft.parent or draft if draft else None
