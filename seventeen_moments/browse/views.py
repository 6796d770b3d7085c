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
from seventeen_moments.core.narrowing import (
    DATE,
    NEWEST,
    ORDERS,
    TITLE,
    chosen_order,
    facet,
    sort_facet,
)
from seventeen_moments.core.paging import ConcatenatedQuerySet
from seventeen_moments.core.themes import public_themes, tagged_with

from . import days
from .loading import load_sources
from .narrowing import KindNarrowing, in_order
from .newest import varied_sources
from .themes import related_themes, theme_counts
from .year import in_year, querysets_of, year_in, years

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


class Year(KindNarrowing, ListView):
    template_name = "browse/year.html"
    paginate_by = 20

    def get_queryset(self):
        year, self.order = self.kwargs["year"], chosen_order(self.request.GET)
        pages = ConcatenatedQuerySet(f"year:{year}:{self.order}", *querysets_of(year, self.order))
        if not pages.count():
            raise Http404
        pages = self.narrow(pages)
        self.narrowed_by = ["kind"] if self.kind else []
        return pages

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            year=self.kwargs["year"],
            facets=[self.kind_facet(), sort_facet(ORDERS[DATE], self.order, [TITLE, NEWEST])],
            narrowed=bool(self.kind or self.order),
            **kwargs,
        )


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


class Theme(KindNarrowing, ListView):
    template_name = "browse/theme.html"
    paginate_by = 20

    def get_queryset(self):
        self.theme = get_object_or_404(public_themes(Tag.objects.all()), slug=self.kwargs["slug"])
        self.year, self.order = year_in(self.request.GET), chosen_order(self.request.GET)
        essays = self.tagged(Essay.objects.published())
        sources = [self.tagged(kind.objects.published()) for kind in kinds()]
        if self.year:
            essays = essays.filter(year=self.year)
            sources = [in_year(queryset, self.year) for queryset in sources]
        pages = ConcatenatedQuerySet(
            f"theme:{self.theme.pk}:{self.year}",
            in_order(essays, self.order).for_list(),
            *(in_order(queryset.with_essay(), self.order) for queryset in sources),
        )
        self.pages = self.narrow(pages)
        self.narrowed_by = [name for name in ("kind", "year") if getattr(self, name)]
        return self.pages

    def tagged(self, pages):
        return tagged_with(self.theme, pages)

    def year_facet(self):
        name = f"theme-years:{self.theme.pk}:{self.kind}"
        counted = cached(name, lambda: years(select=lambda pages: self.of_kind(self.tagged(pages))))
        choices = [(year.number, str(year.number), year.essays + year.sources) for year in counted]
        return facet("year", _("Year"), choices, self.year)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(theme=self.theme, **kwargs)
        return context | {
            "facets": [self.kind_facet(), self.year_facet(), sort_facet(_("Essay"), self.order)],
            "narrowed": bool(self.narrowed_by or self.order),
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
