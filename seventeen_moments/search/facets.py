"""Links that narrow a search: each shows how many results it leaves, or removes itself."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from resources import dates
from seventeen_moments.core import edition, languages
from seventeen_moments.core.compiled import compiled

from .documents import INDEXED
from .facet_counts import counts

SHOWN = 12  # choices of a facet, those with most results
FOLLOWED = 2  # filters that crawlers may combine
# In the order of addresses.
PARAMETERS = ["q", "kind", "year", "theme", "language", "from", "to", "sort"]


class Choice(NamedTuple):
    label: str
    number: int
    address: str
    is_chosen: bool


class Facet(NamedTuple):
    title: str
    choices: list


def search_parameters(data):
    """The parameters of a search that are not empty."""
    return {name: data[name] for name in PARAMETERS if data.get(name)}


def are_followed(parameters):
    """Whether crawlers may follow the links that narrow this search further."""
    return "sort" not in parameters and len(parameters.keys() - {"q"}) < FOLLOWED


def search_address(parameters):
    return f"{reverse('search:search')}?{urlencode(search_parameters(parameters))}"


def chosen(parameters, form):
    """The filters that apply, each with the address of the search without it."""
    given = form.cleaned_data
    labels = {
        "kind": given["kind"] and capfirst(INDEXED[given["kind"]]._meta.verbose_name_plural),
        "year": given["year"],
        "theme": given["theme"],
        "language": dict(languages.choices()).get(given["language"]),
        "from": _("from %(date)s") % {"date": dates.in_words(parameters.get("from", ""))},
        "to": _("to %(date)s") % {"date": dates.in_words(parameters.get("to", ""))},
    }
    return [
        (label, search_address(parameters | {name: ""}))
        for name, label in labels.items()
        if name in parameters
    ]


def orders(form, parameters):
    """The orders of the results, each with its address, and whether it is the current one."""
    usual = _("Best match") if form.query else _("Newest first")
    named = {"": usual, "earliest": _("Earliest date"), "latest": _("Latest date")}
    if form.query:
        named["newest"] = _("Newest first")
    current = form.order if form.order in named else ""
    return [
        (label, search_address(parameters | {"sort": order}), order == current)
        for order, label in named.items()
    ]


class FacetCounts:
    """The numbers of results of each choice, and the themes among them: key, slug, name."""

    def __init__(self, matches):
        key = (matches.query, matches.filters)
        counted = edition.remember_one("search facets", key, lambda: counts(matches))
        self.numbers = {name: pairs[:SHOWN] for name, pairs in counted.items()}
        keys = [key for key, _number in self.numbers["theme"]]
        self.themes = sorted(_themes(keys=keys)) if keys else []

    @property
    def values(self):
        return [*self.numbers.values(), self.themes]


@compiled(Tag)
def _themes(*, keys):
    return Tag.objects.filter(pk__in=keys).values_list("pk", "slug", "name")


def facets(counted, parameters):
    numbers = counted.numbers
    themes = {key: names for key, *names in counted.themes}
    names = dict(languages.choices())
    choices = {
        "kind": [
            (kind, INDEXED[kind]._meta.verbose_name_plural, number)
            for kind, number in numbers["kind"]
            if kind in INDEXED
        ],
        "year": [(year, year, number) for year, number in sorted(numbers["year"])],
        "theme": [(*themes[key], number) for key, number in numbers["theme"] if key in themes],
        "language": [(code, names.get(code, code), number) for code, number in numbers["language"]],
    }
    titles = {
        "kind": _("Kind"),
        "year": _("Moment"),
        "theme": _("Theme"),
        "language": _("Language"),
    }
    return [
        Facet(title, [_choice(name, *choice, parameters) for choice in choices[name]])
        for name, title in titles.items()
    ]


def _choice(name, value, label, number, parameters):
    is_chosen = parameters.get(name) == str(value)
    address = search_address(parameters | {name: "" if is_chosen else value})
    return Choice(capfirst(str(label)), number, address, is_chosen)
