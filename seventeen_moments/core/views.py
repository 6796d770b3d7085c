from django.http import Http404
from django.utils.cache import add_never_cache_headers

from .permissions import may_preview


class PreviewMixin:
    """A detail view of something Publishable: visitors get what is published, those who may
    preview it get drafts too, and that answer is kept by no cache."""

    preview = False

    def get_object(self, queryset=None):
        rows = self.get_queryset() if queryset is None else queryset
        try:
            return super().get_object(rows.published())
        except Http404:
            user = self.request.user
            hidden = super().get_object(rows) if user.is_authenticated else None
            if not (hidden and may_preview(user, hidden)):
                raise
        self.preview = True
        return hidden

    def get_context_data(self, **kwargs):
        return super().get_context_data(preview=self.preview, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.preview:
            add_never_cache_headers(response)
        return response
