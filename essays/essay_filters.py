"""What narrows and sorts the list of essays: `?year=1954&theme=law&language=ru&sort=title`."""

from collections import Counter

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _
from taggit.models import Tag

from seventeen_moments.core import edition, languages
from seventeen_moments.core.narrowing import NEWEST, TITLE, chosen_order, facet, sort_facet
from seventeen_moments.core.paging import ConcatenatedLists, ListQuery
from seventeen_moments.core.themes import PublicThemeField, tagged_items, tagged_with

from .listed import essay_columns, essay_rows
from .models import Essay

MOST_THEMES = 60  # offered, those with most essays


class EssayFilterForm(forms.Form):
    """Invalid values are ignored."""

    year = forms.IntegerField(required=False, min_value=1000, max_value=2999)
    theme = PublicThemeField(required=False)
    language = forms.ChoiceField(choices=languages.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.full_clean()
        self.order = chosen_order(self.data)

    @property
    def filters(self):
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def values(self):
        """The filters as plain values: of a theme its key."""
        return {name: getattr(value, "pk", value) for name, value in self.filters.items()}

    def essays(self):
        """The list, for a Paginator."""
        values = self.values
        part = (Essay, self.order, *sorted(values))
        return ConcatenatedLists(("essays", *values.items()), essay_query, [part], **values)

    def facets(self):
        values = tuple(self.values.items())
        years, used, tags = edition.remember_one("essay facets", values, self._counts)
        names = dict(languages.choices())
        chosen = self.filters.get("theme")
        codes = [(code, names.get(code, code), number) for code, number in used.items()]
        return [
            facet(
                "year",
                _("Moment"),
                sorted((year, str(year), number) for year, number in years.items() if year),
                self.filters.get("year"),
            ),
            facet("theme", _("Theme"), tags, chosen and chosen.slug),
            facet(
                "language",
                _("Language"),
                sorted(codes, key=lambda code: str(code[1])),
                self.filters.get("language"),
            ),
            sort_facet(_("Moment"), self.order, [TITLE, NEWEST]),
        ]

    def _counts(self):
        """The essays of each year, language and theme. A filter does not narrow its own counts."""
        values = self.values
        year, language = values.get("year"), values.get("language")
        years, used = Counter({year: 0} if year else {}), Counter({language: 0} if language else {})
        rows = filtered(Essay.objects.published(), values, exclude=["year", "language"])
        for of_year, of_language, number in rows.values_list("year", "language").annotate(
            Count("pk")
        ):
            if language in {None, of_language}:
                years[of_year] += number
            if year in {None, of_year}:
                used[of_language] += number
        tagged = filtered(Essay.objects.published(), values, exclude=["theme"])
        items = tagged_items(Essay).filter(object_id__in=tagged.values("pk")).order_by()
        numbers = Counter(dict(items.values_list("tag").annotate(Count("pk"))))
        return years, used, _tags(numbers, values.get("theme"))


def filtered(essays, values, exclude=()):
    """In no order."""
    values = {name: value for name, value in values.items() if name not in exclude}
    if theme := values.pop("theme", None):
        essays = tagged_with(theme, essays)
    return essays.filter(**values).order_by()


def select_essays(_model, order, *_names, at, **values):
    essays = filtered(Essay.objects.published(at), values)
    if order == NEWEST:
        return essays.newest()
    return essays.order_by(*(["title", "pk"] if order == TITLE else Essay._meta.ordering))


essay_query = ListQuery(Essay, select_essays, essay_rows, lambda _model: essay_columns())


def _tags(numbers, chosen):
    """Slug, name and number of the themes with most essays, and of the chosen one, by name."""
    shown = [key for key, _number in numbers.most_common(MOST_THEMES)]
    tags = Tag.objects.filter(pk__in=[*shown, *([chosen] if chosen else [])]).order_by("name")
    return [(tag.slug, tag.name, numbers[tag.pk]) for tag in tags]
