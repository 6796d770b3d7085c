from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.counts import cached
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.paging import ConcatenatedQuerySet
from seventeen_moments.core.themes import tagged_with

from . import days
from .newest import newest_sources
from .themes import related_themes, theme_counts
from .year import all_of, years

RELATED = 8  # themes


class Home(TemplateView):
    template_name = "browse/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            essays=Essay.objects.published().newest().for_list()[:3],
            sources=newest_sources(5),
            themes=cached("themes", theme_counts)[:9],
            outside_time=Essay.objects.published().outside_time().newest()[:3],
            **kwargs,
        )


class Years(TemplateView):
    template_name = "browse/years.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            years=cached("years", years),
            outside_time=Essay.objects.published().outside_time().for_list()[:20],
            **kwargs,
        )


class Year(ListView):
    template_name = "browse/year.html"
    paginate_by = 20

    def get_queryset(self):
        year = self.kwargs["year"]
        found = ConcatenatedQuerySet(f"year:{year}", *all_of(year))
        if not found.count():
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)


class OnThisDay(ListView):
    """Of today, or of the day that the address names."""

    template_name = "browse/day.html"
    paginate_by = 20

    def get_queryset(self):
        named = self.kwargs.get("day")
        self.day = days.read(named) if named else days.of(timezone.localdate())
        if self.day is None:
            raise Http404
        return days.rows_on(self.day)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(day=self.day, **kwargs)
        return context | {
            "sources": days.sources(context["object_list"]),
            "around": [(each, days.written(each)) for each in days.around(self.day)],
        }


class Themes(TemplateView):
    template_name = "browse/themes.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(themes=cached("themes", theme_counts), **kwargs)


class Theme(ListView):
    template_name = "browse/theme.html"
    paginate_by = 20

    def get_queryset(self):
        self.theme = get_object_or_404(Tag, slug=self.kwargs["slug"])
        essays = tagged_with(self.theme, Essay.objects.published()).for_list()
        sources = [
            tagged_with(self.theme, kind.objects.published()).with_essay() for kind in kinds()
        ]
        self.found = ConcatenatedQuerySet(f"theme:{self.theme.pk}", essays, *sources)
        if not self.found.count():
            raise Http404
        return self.found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(theme=self.theme, **kwargs)
        return context | {
            "groups": self.groups(context["object_list"]),
            "related": cached(f"related:{self.theme.pk}", self.related),
        }

    def related(self):
        return related_themes(self.theme)[:RELATED]

    def groups(self, shown):
        """What the page shows, kind by kind, each with the number of all that there are."""
        titles = [_("Essays"), *(kind.source_kind.title for kind in kinds())]
        parts = dict(
            zip([Essay, *kinds()], zip(titles, self.found.lengths, strict=True), strict=True)
        )
        return [(*parts[kind], list(hits)) for kind, hits in groupby(shown, key=type)]
