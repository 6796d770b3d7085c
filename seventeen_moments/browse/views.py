from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView
from taggit.models import Tag

from essays.models import Essay
from resources.models import KINDS

from . import days
from .chain import Chain
from .newest import newest_sources
from .themes import known_counts, related_themes
from .year import EARLIEST, LATEST, all_of

RELATED = 8  # themes


class Home(TemplateView):
    template_name = "browse/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            essays=Essay.objects.published().newest().for_list()[:3],
            sources=newest_sources(5),
            themes=known_counts()[:9],
            outside_time=Essay.objects.published().outside_time().newest()[:3],
            **kwargs,
        )


class Years(TemplateView):
    template_name = "browse/years.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            outside_time=Essay.objects.published().outside_time().for_list()[:20], **kwargs
        )


class Year(ListView):
    template_name = "browse/year.html"
    paginate_by = 20

    def get_queryset(self):
        year = self.kwargs["year"]
        found = Chain(*all_of(year)) if EARLIEST <= year <= LATEST else None
        if not (found and found.count()):
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)


class OnThisDay(TemplateView):
    """Of today, or of the day that the address names."""

    template_name = "browse/day.html"

    def get_context_data(self, day=None, **kwargs):
        shown = days.read(day) if day else days.of(timezone.localdate())
        if shown is None:
            raise Http404
        return super().get_context_data(
            day=shown,
            is_today=not day,
            sources=days.sources_on(shown),
            around=[(each, days.written(each)) for each in days.around(shown)],
            **kwargs,
        )


class Themes(TemplateView):
    template_name = "browse/themes.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(themes=known_counts(), **kwargs)


class Theme(ListView):
    template_name = "browse/theme.html"
    paginate_by = 20

    def get_queryset(self):
        self.theme = get_object_or_404(Tag, slug=self.kwargs["slug"])
        essays = Essay.objects.published().filter(themes=self.theme).for_list()
        sources = [
            kind.objects.published().filter(themes=self.theme).with_essay() for kind in KINDS
        ]
        self.found = Chain(essays, *sources)
        if not self.found.count():
            raise Http404
        return self.found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(theme=self.theme, **kwargs)
        return context | {
            "groups": self.groups(context["object_list"]),
            "related": related_themes(self.theme)[:RELATED],
        }

    def groups(self, shown):
        """What the page shows, kind by kind, each with the number of all that there are."""
        titles = [_("Essays"), *(kind.section().title for kind in KINDS)]
        parts = dict(
            zip([Essay, *KINDS], zip(titles, self.found.lengths, strict=True), strict=True)
        )
        return [(*parts[kind], list(hits)) for kind, hits in groupby(shown, key=type)]
