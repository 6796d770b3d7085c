from functools import partial

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.generic import DetailView

from essays.notes import with_notes
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.versions.preview import DraftPreviewMixin

from .models import FIRST, Page


def preference(language, page):
    """A sort key: pages in the language, then in that of the archive, then others."""
    return page.language != language, page.language != settings.LANGUAGE_CODE, page.language


class PageView(DraftPreviewMixin, DetailView):
    """The page in the reader's language, or in another that it has."""

    model = Page
    template_name = "pages/page.html"
    context_object_name = "shown"

    def get_object(self, queryset=None):
        pages = Page.objects.filter(slug=self.kwargs["slug"])
        shown = [page for page in pages if page.is_published()]
        # Asked for what is hidden and for what is missing: neither takes longer.
        if (not shown or len(shown) < len(pages)) and self.request.user.is_authenticated:
            shown = viewable_by(self.request.user, pages)
        page = min(shown, key=partial(preference, get_language()), default=None)
        if page is None:
            raise Http404
        self.preview = not page.is_published()
        return page

    def get_context_data(self, **kwargs):
        page = self.object
        body = with_notes(page.body_html, page.notes, page.language)
        return super().get_context_data(body=body, **kwargs)


class FurtherPageView(PageView):
    def get(self, request, *args, **kwargs):
        if kwargs["slug"] in FIRST:
            return redirect(f"pages:{kwargs['slug']}", permanent=True)
        return super().get(request, *args, **kwargs)
