from functools import partial

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.generic import DetailView

from essays.notes import with_notes
from seventeen_moments.core.permissions import may_preview
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
        for page in sorted(pages, key=partial(preference, get_language())):
            if page.is_published():
                return page
            user = self.request.user
            if user.is_authenticated and may_preview(user, page):
                self.preview = True
                return page
        raise Http404

    def get_context_data(self, **kwargs):
        page = self.object
        body = with_notes(page.body_html, page.notes, page.language)
        return super().get_context_data(body=body, **kwargs)


class FurtherPageView(PageView):
    def get(self, request, *args, **kwargs):
        if kwargs["slug"] in FIRST:
            return redirect(f"pages:{kwargs['slug']}", permanent=True)
        return super().get(request, *args, **kwargs)
