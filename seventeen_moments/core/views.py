from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control

from .permissions import viewable_by

# For a view whose page differs for each reader, as one with a form token. Not “no-store”: with
# that, browsers forget what was typed when the reader goes back.
for_one_reader = method_decorator(cache_control(private=True, no_cache=True), name="dispatch")


class PreviewMixin:
    """A detail view of a Publishable model. Visitors see published objects only; those who may
    preview drafts see them too, and that response is never cached."""

    preview = False

    def get_object(self, queryset=None):
        queryset = self.get_queryset() if queryset is None else queryset
        try:
            return super().get_object(queryset.published())
        except Http404:
            if not self.request.user.is_authenticated:
                raise
        # One query for what is hidden and for what is missing: neither takes longer.
        draft = super().get_object(viewable_by(self.request.user, queryset))
        self.preview = True
        return draft

    def get_context_data(self, **kwargs):
        return super().get_context_data(preview=self.preview, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.preview:
            add_never_cache_headers(response)
        return response
