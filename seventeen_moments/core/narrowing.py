"""How readers narrow and sort a list: a form sent by GET, so that the address keeps the choice."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

SORT = "sort"
TITLE, DATE, NEWEST = "title", "date", "newest"
ORDERS = {DATE: _("Date"), TITLE: _("Title"), NEWEST: _("Newest first")}


class Choice(NamedTuple):
    value: str
    label: str
    number: int | None = None  # of what it leaves


class Facet(NamedTuple):
    """One field of the form. Templates show it if it has more than one choice."""

    name: str
    title: str
    choices: list
    chosen: str = ""

    @property
    def is_useful(self):
        return len(self.choices) > 1 and (bool(self.chosen) or len(self.choices) > 2)


def facet(name, title, choices, chosen=""):
    """Takes choices as tuples. Adds the choice of everything."""
    choices = [Choice(str(value), *rest) for value, *rest in choices]
    return Facet(name, title, [Choice("", _("All")), *choices], str(chosen or ""))


def chosen_order(data):
    """The order in the query of the address; the usual one if it has none that is known."""
    order = data.get(SORT)
    return order if order in ORDERS else ""


def sort_facet(usual, chosen, orders=tuple(ORDERS)):
    """`usual` is the name of the order without a choice."""
    choices = [Choice("", usual), *(Choice(order, ORDERS[order]) for order in orders)]
    return Facet(SORT, _("Sort by"), choices, chosen if chosen in orders else "")
