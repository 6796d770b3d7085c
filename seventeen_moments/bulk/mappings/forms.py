"""The form that assigns the columns of a table to fields, and meanings to its words."""

from hashlib import sha256
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from seventeen_moments.bulk.columns import ESSAY, SOURCE
from seventeen_moments.bulk.sources import EssayNames

from .choices import INCOMPLETE, ORDERS, SEPARATORS, label_of, meanings, targets, values_of
from .mapping import Mapping
from .raw_table import Column
from .systems import LEAVE_OUT
from .words import Words, fold_word, is_choice

MOST_WORDS = 40  # of a field, in the form
FIXED = [ESSAY, SOURCE, "rights", "language", "status"]
SETTINGS = ["separator", "day_first", "incomplete"]
ESSAYS = {"list": "essays"}  # suggestions


class ColumnRow(NamedTuple):
    column: Column
    field: forms.BoundField


class WordRow(NamedTuple):
    word: str
    count: int
    field: forms.BoundField


class MappingForm(forms.Form):
    """Of one survey: columns, words of those columns that have choices, what the table lacks."""

    separator = forms.ChoiceField(
        label=_("Between several values in a cell"), choices=SEPARATORS, required=False
    )
    day_first = forms.ChoiceField(label=_("Dates such as 3/4/1953"), choices=ORDERS, required=False)
    incomplete = forms.ChoiceField(
        label=_("Rows without a title, or whose file is not in the zip"),
        choices=INCOMPLETE,
        required=False,
    )
    files = forms.FileField(
        label=_("Files"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("A zip with the files that the table names."),
    )
    name = forms.CharField(label=_("Save these columns as"), max_length=100, required=False)

    def __init__(self, survey, mapping, access, data=None, files=None):
        initial = {name: getattr(mapping, name) for name in SETTINGS}
        super().__init__(data, files, initial=initial)
        self.survey, self.mapping = survey, mapping
        self.essays = EssayNames(access)
        listed = targets()
        self.column_names = {h: f"column-{n}" for n, h in enumerate(survey.headings)}
        for heading, field_name in self.column_names.items():
            target = mapping.columns.get(heading, LEAVE_OUT)
            self._add(field_name, forms.ChoiceField(choices=listed), target)
        for target in FIXED:
            self._add_fixed(target)
        self.words = {}  # by the field of the form: target, word and number
        self.further = {}  # numbers of words that are not in the form, by label
        for target in dict.fromkeys(map(self._current, self.column_names.values())):
            if is_choice(target):
                self._add_words(target)

    def _add(self, name, field, initial, label=""):
        field.required, field.initial, field.label = False, initial, label
        self.fields[name] = field

    def _add_fixed(self, target):
        field = (
            forms.CharField(widget=forms.TextInput(attrs=ESSAYS))
            if target == ESSAY
            else forms.ChoiceField(choices=[("", "–"), *values_of(target)])
        )
        initial = self.mapping.fixed.get(target, "")
        self._add(f"fixed-{target}", field, initial, label_of(target))

    def _add_words(self, target):
        headings = [h for h, name in self.column_names.items() if self._current(name) == target]
        split = Words(Mapping(separator=self._current("separator"))).split
        chosen = self.mapping.values.get(target, {})
        words = self.survey.words(headings, split)
        self.further[label_of(target)] = max(0, len(words) - MOST_WORDS)
        for word, count in words[:MOST_WORDS]:
            folded = fold_word(word)
            name = f"word-{target}-{sha256(folded.encode()).hexdigest()[:16]}"
            field = (
                forms.CharField(widget=forms.TextInput(attrs=ESSAYS))
                if target == ESSAY
                else forms.ChoiceField(choices=meanings(target, word))
            )
            self._add(name, field, chosen.get(folded, ""), word)
            self.words[name] = target, word, count

    def _current(self, name):
        if self.is_bound:
            return self.data.get(name, "")
        return self.get_initial_for_field(self.fields[name], name)

    def clean(self):
        data = super().clean()
        for name in list(data):  # add_error() removes what is refused
            if name.split("-")[1:2] == [ESSAY] and data[name]:
                data[name] = slug = self.essays.find(data[name])
                if slug not in self.essays.slugs:
                    self.add_error(name, self.essays.missing(slug))
        return data

    @property
    def result(self):
        """The mapping that the form describes."""
        data = self.cleaned_data
        values = {target: dict(words) for target, words in self.mapping.values.items()}
        for name, (target, word, _count) in self.words.items():
            words = values.setdefault(target, {})
            words.pop(fold_word(word), None)
            if data[name]:
                words[fold_word(word)] = data[name]
        fixed = {target: data[f"fixed-{target}"] for target in FIXED}
        return Mapping(
            system=self.mapping.system,
            columns={heading: data[name] for heading, name in self.column_names.items()},
            values={target: words for target, words in values.items() if words},
            fixed={target: value for target, value in fixed.items() if value},
            **{name: data[name] for name in SETTINGS},
        )

    # For the template

    def column_rows(self):
        columns = self.survey.columns
        return [ColumnRow(columns[h], self[name]) for h, name in self.column_names.items()]

    def word_tables(self):
        """The field’s label, its rows, and how many words are not among them."""
        tables = {}
        for name, (target, word, count) in self.words.items():
            tables.setdefault(label_of(target), []).append(WordRow(word, count, self[name]))
        return [(label, rows, self.further[label]) for label, rows in tables.items()]

    def fixed_fields(self):
        return [self[name] for name in [*(f"fixed-{target}" for target in FIXED), *SETTINGS]]

    def left_out(self):
        """How many columns with values go nowhere."""
        return sum(bool(c.filled) and f.value() == LEAVE_OUT for c, f in self.column_rows())
