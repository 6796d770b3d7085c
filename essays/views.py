from django.conf import settings
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import DetailView, ListView

from seventeen_moments.core import languages
from seventeen_moments.core.anchors import citation_query
from seventeen_moments.core.templatetags.pages import canonical
from seventeen_moments.versions.preview import DraftPreviewMixin

from .essay_filters import EssayFilterForm
from .models import Essay
from .page_parts import EssayModels, PageParts
from .page_rows import published_essay


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20

    def get_queryset(self):
        self.form = EssayFilterForm(self.request.GET)
        self.narrowed_by = list(self.form.filters)  # in the canonical address
        return self.form.essays()

    def get_context_data(self, **kwargs):
        filters = self.form.filters
        return super().get_context_data(
            **filters,
            language_name=languages.name(filters["language"]) if "language" in filters else "",
            narrowed=bool(filters or self.form.order),
            facets=self.form.facets(),
            **kwargs,
        )


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"
    rows = None  # of a published essay; a draft is made from the models

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_object(self, queryset=None):
        if "draft" not in self.request.GET:
            self.rows = published_essay(self.kwargs["slug"], timezone.now())
            if self.rows is None and not self.request.user.is_authenticated:
                raise Http404
        return self.rows.essay if self.rows else super().get_object(queryset)

    def get_context_data(self, draft=None, **kwargs):
        source = self.rows or EssayModels(self.object)
        page = {"view": self, "request": self.request, "draft": draft, "preview": self.preview}
        switch = ""
        if settings.SESSION_COOKIE_NAME in self.request.COOKIES:
            context = {"essay": self.object}
            switch = render_to_string("discussion/_switch.html", context, self.request)
        parts = PageParts(source, canonical(page), citation_query(self.request), switch, draft)
        return super().get_context_data(parts=parts, draft=draft, **kwargs)
