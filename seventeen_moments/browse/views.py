from itertools import groupby

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from essays.models import Essay
from seventeen_moments.core import edition
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
from seventeen_moments.core.paging import ConcatenatedLists
from seventeen_moments.core.themes import public_theme

from . import days, front, themes
from .loading import load_sources
from .narrowing import KindNarrowing
from .year import EARLIEST, LATEST, dates_of, parts_of_year, year_in, year_query, years

RELATED = 8  # themes


class Home(TemplateView):
    template_name = "browse/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **edition.remember("home", front.pages),
            themes=edition.remember("themes", themes.theme_counts)[:9],
            **kwargs,
        )


class Years(TemplateView):
    template_name = "browse/years.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            years=edition.remember("years", years),
            outside_time=edition.remember("essays without year", front.outside_time),
            **kwargs,
        )


class Year(KindNarrowing, ListView):
    template_name = "browse/year.html"
    paginate_by = 20

    def get_queryset(self):
        year, self.order = self.kwargs["year"], chosen_order(self.request.GET)
        if not EARLIEST <= year <= LATEST:
            raise Http404
        parts = parts_of_year(self.order)
        values = {"year": year, "dates": dates_of(year)}
        pages = ConcatenatedLists(("year", year, bool(self.order)), year_query, parts, **values)
        if not pages.count():
            raise Http404
        pages = self.narrow(pages)
        self.narrowed_by = ["kind"] if self.kind else []
        return pages

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            year=self.kwargs["year"],
            facets=[self.kind_facet(), sort_facet(ORDERS[DATE], self.order, [TITLE, NEWEST])],
            narrowed=bool(self.kind or self.order),
            **kwargs,
        )
        return context | {"groups": self.groups(context["object_list"])}

    def groups(self, pages):
        """The pages by kind, each kind with its heading; essays have none."""
        return [
            (model is not Essay and model._meta.verbose_name_plural, list(hits))
            for model, hits in groupby(pages, key=model_of)
        ]


def model_of(page):
    return page._meta.model


class OnThisDay(ListView):
    """Sources of today, or of the day in the address."""

    template_name = "browse/day.html"
    paginate_by = 20

    def get_queryset(self):
        day = self.kwargs.get("day")
        self.day = days.parse(day) if day else days.day_of(timezone.localdate())
        if self.day is None:
            raise Http404
        return days.KeysOn(self.day)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(day=self.day, **kwargs)
        return context | {
            "sources": load_sources(context["object_list"]),
            "around": days.neighbours(self.day),
        }


class Themes(TemplateView):
    template_name = "browse/themes.html"

    def get_context_data(self, **kwargs):
        counts = edition.remember("themes", themes.theme_counts)
        return super().get_context_data(themes=counts, **kwargs)


class Theme(KindNarrowing, ListView):
    template_name = "browse/theme.html"
    paginate_by = 20

    def get_queryset(self):
        self.theme = public_theme(self.kwargs["slug"])
        if self.theme is None:
            raise Http404
        self.year, self.order = year_in(self.request.GET), chosen_order(self.request.GET)
        values = {"theme": self.theme.pk}
        if self.year:
            values |= {"year": self.year, "dates": dates_of(self.year)}
        parts = [(model, self.order, bool(self.year)) for model in themes.MODELS]
        pages = ("theme", self.theme.pk, self.year)
        self.pages = self.narrow(ConcatenatedLists(pages, themes.theme_query, parts, **values))
        self.narrowed_by = [name for name in ("kind", "year") if getattr(self, name)]
        return self.pages

    def year_facet(self):
        key = (self.theme.pk, self.kind)
        counted = edition.remember_one(
            "years of themes", key, lambda: years(select=self.of_theme_and_kind)
        )
        choices = [(year.number, str(year.number), year.essays + year.sources) for year in counted]
        return facet("year", _("Year"), choices, self.year)

    def of_theme_and_kind(self, pages):
        return self.of_kind(themes.tagged_with(self.theme, pages))

    def related(self):
        def related():
            return themes.related_themes(self.theme)[:RELATED]

        return edition.remember_one("related themes", self.theme.pk, related)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(theme=self.theme, **kwargs)
        return context | {
            "facets": [self.kind_facet(), self.year_facet(), sort_facet(_("Essay"), self.order)],
            "narrowed": bool(self.narrowed_by or self.order),
            "groups": self.groups(context["object_list"]),
            "related": self.related(),
        }

    def groups(self, pages):
        """The pages by kind, each kind with its title and its number on all pages of the list."""
        titles = [_("Essays"), *(kind.source_kind.title for kind in kinds())]
        headings = zip(titles, self.pages.lengths, strict=True)
        headings = dict(zip([Essay, *kinds()], headings, strict=True))
        return [(*headings[model], list(hits)) for model, hits in groupby(pages, key=model_of)]
