"""What narrows and sorts the list of essays: `?year=1954&theme=law&language=ru&sort=title`."""

from collections import Counter

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _
from taggit.models import Tag

from seventeen_moments.core import languages
from seventeen_moments.core.counts import cached
from seventeen_moments.core.narrowing import NEWEST, TITLE, chosen_order, facet, sort_facet
from seventeen_moments.core.themes import public_themes, tagged_items, tagged_with

from .models import Essay

MOST_THEMES = 60  # offered, those with most essays


class EssayFilterForm(forms.Form):
    """Invalid values are ignored."""

    year = forms.IntegerField(required=False, min_value=1000, max_value=2999)
    theme = forms.ModelChoiceField(None, to_field_name="slug", required=False)
    language = forms.ChoiceField(choices=languages.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = public_themes(Tag.objects.all())
        self.full_clean()
        self.order = chosen_order(self.data)

    @property
    def filters(self):
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def cache_key(self):
        theme = self.filters.get("theme")
        values = [self.filters.get("year"), theme and theme.pk, self.filters.get("language")]
        return "essays:" + ":".join(map(str, values))

    def filter(self, essays, exclude=()):
        filters = {name: self.filters[name] for name in self.filters.keys() - set(exclude)}
        if theme := filters.pop("theme", None):
            essays = tagged_with(theme, essays)
        return essays.filter(**filters)

    def sort(self, essays):
        if self.order == NEWEST:
            return essays.newest()
        return essays.order_by("title", "pk") if self.order == TITLE else essays

    def facets(self):
        years, used, themes = cached(f"{self.cache_key}:facets", self._counts)
        names = dict(languages.choices())
        chosen = self.filters.get("theme")
        tags = [(theme.slug, theme.name, themes[theme.pk]) for theme in _tags(themes, chosen)]
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
        essays = self.filter(Essay.objects.published(), exclude=["year", "language"]).order_by()
        year, language = self.filters.get("year"), self.filters.get("language")
        years, used = Counter({year: 0} if year else {}), Counter({language: 0} if language else {})
        rows = essays.values_list("year", "language").annotate(Count("pk"))
        for of_year, of_language, number in rows:
            if language in {None, of_language}:
                years[of_year] += number
            if year in {None, of_year}:
                used[of_language] += number
        tagged = self.filter(Essay.objects.published(), exclude=["theme"]).order_by()
        items = tagged_items(Essay).filter(object_id__in=tagged.values("pk")).order_by()
        return years, used, Counter(dict(items.values_list("tag").annotate(Count("pk"))))


def _tags(numbers, chosen):
    shown = [key for key, _number in numbers.most_common(MOST_THEMES)]
    tags = Tag.objects.filter(pk__in=[*shown, *([chosen.pk] if chosen else [])])
    return tags.order_by("name")
