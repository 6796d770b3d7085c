"""Lists of essays and sources, narrowed to a kind and sorted."""

from collections import Counter

from django.db.models import F
from django.utils.translation import gettext as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.narrowing import DATE, NEWEST, TITLE, facet

BY_NAME = {"essay": Essay, **kinds_by_name()}


def in_order(pages, order):
    """Essays have no date: their year is their usual order."""
    if order == TITLE:
        return pages.order_by("title", "pk")
    if order == NEWEST:
        return pages.newest()
    if order == DATE and pages.model is not Essay:
        return pages.order_by(F("earliest").asc(nulls_last=True), "title", "pk")
    return pages


class KindNarrowing:
    """For a ListView of ConcatenatedLists: `?kind=text`. An unknown kind is ignored."""

    def narrow(self, pages):
        """Keeps the numbers of all kinds for the form."""
        self.numbers = Counter()
        for model, length in zip(pages.models, pages.lengths, strict=True):
            self.numbers[model] += length
        name = self.request.GET.get("kind")
        self.kind = name if name in BY_NAME else ""
        chosen = BY_NAME.get(self.kind)
        return pages.only([chosen in {None, model} for model in pages.models])

    def of_kind(self, pages):
        return pages if BY_NAME.get(self.kind) in {None, pages.model} else pages.none()

    def kind_facet(self):
        titles = {Essay: _("Essays")} | {kind: kind.source_kind.title for kind in kinds()}
        choices = [
            (name, titles[model], self.numbers[model])
            for name, model in BY_NAME.items()
            if self.numbers[model] or name == self.kind
        ]
        return facet("kind", _("Kind"), choices, self.kind)
