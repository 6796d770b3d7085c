"""What narrows a search further, as links: each says how much it leaves, or undoes itself."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from resources import dates, languages

from .documents import INDEXED
from .facet_counts import counts

SHOWN = 12  # of each, the fullest
FOLLOWED = 2  # facets combined, by crawlers
NAMES = ["q", "kind", "year", "theme", "language", "from", "to"]  # in this order in addresses


class Choice(NamedTuple):
    label: str
    number: int
    address: str
    is_chosen: bool


class Facet(NamedTuple):
    title: str
    choices: list


def asked_for(data):
    """What the address says, without what it leaves empty."""
    return {name: data[name] for name in NAMES if data.get(name)}


def are_followed(asked):
    return len(asked.keys() - {"q"}) < FOLLOWED


def address(asked):
    said = {name: asked[name] for name in NAMES if asked.get(name)}
    return f"{reverse('search:search')}?{urlencode(said)}"


def chosen(asked, form):
    """What was chosen, each as a link that undoes it."""
    given = form.cleaned_data
    labels = {
        "kind": given["kind"] and capfirst(INDEXED[given["kind"]]._meta.verbose_name_plural),
        "year": given["year"],
        "theme": given["theme"],
        "language": dict(languages.choices()).get(given["language"]),
        "from": _("from %(date)s") % {"date": dates.in_words(asked.get("from", ""))},
        "to": _("to %(date)s") % {"date": dates.in_words(asked.get("to", ""))},
    }
    return [(label, address(asked | {name: ""})) for name, label in labels.items() if name in asked]


def facets(matches, asked):
    counted = counts(matches)
    return [
        Facet(_("Kind"), _kinds(counted["kind"], asked)),
        Facet(_("Moment"), _years(counted["year"], asked)),
        Facet(_("Theme"), _themes(counted["theme"], asked)),
        Facet(_("Language"), _languages(counted["language"], asked)),
    ]


def _kinds(counted, asked):
    return [
        _choice("kind", kind, INDEXED[kind]._meta.verbose_name_plural, number, asked)
        for kind, number in counted
        if kind in INDEXED
    ]


def _years(counted, asked):
    return [_choice("year", year, year, number, asked) for year, number in sorted(counted[:SHOWN])]


def _themes(counted, asked):
    themes = Tag.objects.in_bulk([key for key, _number in counted[:SHOWN]])
    return [
        _choice("theme", themes[key].slug, themes[key].name, number, asked)
        for key, number in counted[:SHOWN]
        if key in themes
    ]


def _languages(counted, asked):
    names = dict(languages.choices())
    return [
        _choice("language", code, names.get(code, code), number, asked)
        for code, number in counted[:SHOWN]
    ]


def _choice(name, value, label, number, asked):
    is_chosen = asked.get(name) == str(value)
    there = address(asked | {name: "" if is_chosen else value})
    return Choice(capfirst(str(label)), number, there, is_chosen)
