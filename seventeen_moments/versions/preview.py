"""`?draft`: a page as visitors will see it once its draft is published."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from seventeen_moments.core.permissions import is_editor
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.views import PreviewMixin

from .draft_page import change_form_of
from .models import Draft


class DraftPreviewMixin(PreviewMixin):
    """Applies the draft, renders the page, and rolls back: a second way to show a page might show
    it differently."""

    def get(self, request, *args, **kwargs):
        if "draft" not in request.GET:
            return super().get(request, *args, **kwargs)
        self._require_permission(self.get_queryset().model)
        row = self.get_object()
        draft = _draft_for(row)
        if draft is None:
            return redirect(row)
        self._require_permission(draft.content_type.model_class())
        try:
            with precomputing():
                draft.work_ahead()
                with rolled_back():
                    return self._render(row, draft)
        except Draft.DoesNotExist:  # published or discarded in the meantime
            return redirect(row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(change_form_of(row))

    def _require_permission(self, model):
        if not is_editor(self.request.user, model):
            raise Http404

    def _render(self, row, draft):
        address = row.get_absolute_url()
        draft.apply()
        row.refresh_from_db()
        # By primary key: the draft may have changed the slug.
        self.kwargs = {"pk": row.pk, "essay": getattr(row, "essay", row).slug}
        response = super().get(self.request)
        if hasattr(response, "render"):  # a page; captions are already complete
            response.context_data |= {"draft": draft, "public_page": address}
            response.render()
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _draft_for(row):
    """The row's own draft, or else that of its essay, with all that is published together."""
    drafts = Draft.objects.select_related(
        "author", "content_type", "parent__author", "parent__content_type"
    )
    draft = drafts.filter(pk__in=Draft.objects.of(row)).first()
    if draft is None and row.parent_field:
        draft = drafts.filter(pk__in=Draft.objects.of(getattr(row, row.parent_field))).first()
    return draft.parent or draft if draft else None


@contextmanager
def rolled_back():
    """Stores nothing of what happens inside."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
