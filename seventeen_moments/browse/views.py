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
from .loading import load_sources
from .newest import varied_sources
from .themes import related_themes, theme_counts
from .year import querysets_of, years

RELATED = 8  # themes
RECENT = 12  # essays, among which the home page features one with a picture
NEW_ESSAYS, NEW_SOURCES = 3, 5


class Home(TemplateView):
    template_name = "browse/home.html"

    def get_context_data(self, **kwargs):
        essays = list(Essay.objects.published().newest().for_list()[:RECENT])
        # The newest of those with a picture and a year, if there are any.
        feature = max(
            essays, key=lambda essay: (bool(essay.picture), bool(essay.year)), default=None
        )
        others = [essay for essay in essays if essay != feature]
        undated = Essay.objects.published().without_year().newest()
        return super().get_context_data(
            feature=feature,
            new=[*others[:NEW_ESSAYS], *varied_sources(NEW_SOURCES)],
            themes=cached("themes", theme_counts)[:9],
            outside_time=[essay for essay in undated[:4] if essay != feature][:3],
            **kwargs,
        )


class Years(TemplateView):
    template_name = "browse/years.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            years=cached("years", years),
            outside_time=Essay.objects.published().without_year().for_list()[:20],
            **kwargs,
        )


class Year(ListView):
    template_name = "browse/year.html"
    paginate_by = 20

    def get_queryset(self):
        year = self.kwargs["year"]
        pages = ConcatenatedQuerySet(f"year:{year}", *querysets_of(year))
        if not pages.count():
            raise Http404
        return pages

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)


class OnThisDay(ListView):
    """Sources of today, or of the day in the address."""

    template_name = "browse/day.html"
    paginate_by = 20

    def get_queryset(self):
        day = self.kwargs.get("day")
        self.day = days.parse(day) if day else days.day_of(timezone.localdate())
        if self.day is None:
            raise Http404
        return days.keys_on(self.day)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(day=self.day, **kwargs)
        return context | {
            "sources": load_sources(context["object_list"]),
            "around": days.neighbours(self.day),
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
        self.pages = ConcatenatedQuerySet(f"theme:{self.theme.pk}", essays, *sources)
        if not self.pages.count():
            raise Http404
        return self.pages

    def get_context_data(self, **kwargs):
        context = super().get_context_data(theme=self.theme, **kwargs)
        return context | {
            "groups": self.groups(context["object_list"]),
            "related": cached(
                f"related:{self.theme.pk}", lambda: related_themes(self.theme)[:RELATED]
            ),
        }

    def groups(self, pages):
        """The pages by kind, each kind with its title and its number on all pages of the list."""
        titles = [_("Essays"), *(kind.source_kind.title for kind in kinds())]
        headings = zip(titles, self.pages.lengths, strict=True)
        headings = dict(zip([Essay, *kinds()], headings, strict=True))
        return [(*headings[kind], list(hits)) for kind, hits in groupby(pages, key=type)]
