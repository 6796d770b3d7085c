"""The form that assigns the columns of a table to fields, and the meanings of its words."""

from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essays.models import Essay
from seventeen_moments.bulk.columns import ESSAY, MODELS, SOURCE, columns_of
from seventeen_moments.bulk.sources import EssayNames

from .mapping import AS_WRITTEN, DESCRIBE, EMPTY, SKIP, Mapping
from .systems import END, LABELLED, LEAVE_OUT, START
from .words import Words, field_of, fold_word, is_choice, own_meaning

MOST_WORDS = 40  # of a field, in the form
MOST_ESSAYS = 500  # in the list of suggestions
FIXED = [SOURCE, ESSAY, "rights", "language", "status"]
SEPARATORS = [
    ("", gettext_lazy("nothing: each cell has one value")),
    (";", gettext_lazy("semicolon ;")),
    ("|", gettext_lazy("vertical bar |")),
    ("||", gettext_lazy("two vertical bars ||")),
    (",", gettext_lazy("comma ,")),
    ("\n", gettext_lazy("line break")),
]
ORDERS = [
    ("", gettext_lazy("as other rows show")),
    ("yes", gettext_lazy("day, month")),
    ("no", gettext_lazy("month, day")),
]


def label_of(name):
    if name == SOURCE:
        return _("Kind of source")
    return _("Essay") if name == ESSAY else capfirst(field_of(name).verbose_name)


def targets():
    """The fields that a column can go to."""
    listed = [(LEAVE_OUT, _("(leave out)")), (LABELLED, _("Description, with the column’s name"))]
    for name in columns_of():
        listed.append((name, label_of(name)))
        if name == "date":
            listed += [(START, _("Date: beginning")), (END, _("Date: end"))]
    return listed


def choices_of(target):
    if target == SOURCE:
        return [(name, capfirst(model._meta.verbose_name)) for name, model in MODELS.items()]
    return [choice for choice in field_of(target).choices if choice[0]]


def meanings(target):
    """What a word can mean in the field."""
    if target == SOURCE:
        return [
            (AS_WRITTEN, _("nothing: ask the file’s extension")),
            *choices_of(target),
            (SKIP, _("leave these rows out")),
        ]
    return [
        (AS_WRITTEN, _("(as recognized)")),
        (DESCRIBE, _("keep it in the description")),
        (EMPTY, _("leave it out")),
        *choices_of(target),
    ]


class MappingForm(forms.Form):
    """Of one survey. Columns, then words of columns with choices, then what the table lacks."""

    separator = forms.ChoiceField(
        label=gettext_lazy("Several values in a cell are separated by"),
        choices=SEPARATORS,
        required=False,
    )
    day_first = forms.ChoiceField(
        label=gettext_lazy("Order of dates such as 3/4/1953"), choices=ORDERS, required=False
    )
    files = forms.FileField(
        label=gettext_lazy("Files"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=gettext_lazy("A zip with the files that the table names."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, required=False, strip=True
    )

    def __init__(self, survey, mapping, access, data=None, files=None, name=""):
        initial = {"separator": mapping.separator, "day_first": mapping.day_first, "name": name}
        super().__init__(data, files, initial=initial)
        self.survey, self.mapping, self.essay_names = survey, mapping, EssayNames(access)
        self._add_columns()
        self._add_fixed()
        self.words = dict(self._add_words())

    def _add_columns(self):
        listed = targets()
        for number, heading in enumerate(self.survey.headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                choices=listed,
                required=False,
                initial=self.mapping.columns.get(heading, LEAVE_OUT),
            )

    def _add_fixed(self):
        for name in FIXED:
            empty = [("", _("(nothing)"))]
            self.fields[f"fixed-{name}"] = (
                forms.CharField(widget=forms.TextInput(attrs={"list": "essays"}))
                if name == ESSAY
                else forms.ChoiceField(choices=[*empty, *choices_of(name)])
            )
            field = self.fields[f"fixed-{name}"]
            field.label, field.required = label_of(name), False
            field.initial = self.mapping.fixed.get(name, "")

    def _add_words(self):
        """Adds a field for each word; yields the field’s name and the word, by target."""
        chosen = self._targets()
        split = Words(Mapping(separator=self._current("separator"))).split
        for target in dict.fromkeys(filter(None, chosen.values())):
            if target in {LABELLED, START, END} or not is_choice(target):
                continue
            headings = [heading for heading, name in chosen.items() if name == target]
            listed = meanings(target) if target != ESSAY else None
            words = {}
            for word, count in self.survey.words(headings, split):
                words.setdefault(fold_word(word), [word, 0])[1] += count
            yield target, [
                self._add_word(target, folded, word, count, listed)
                for folded, (word, count) in list(words.items())[:MOST_WORDS]
            ]

    def _add_word(self, target, folded, word, count, listed):
        name = f"word-{target}-{sha256(folded.encode()).hexdigest()[:16]}"
        initial = self.mapping.values.get(target, {}).get(folded, "")
        if target == ESSAY:
            field = forms.CharField(required=False, widget=forms.TextInput({"list": "essays"}))
            recognized = self._essay(word)
        else:
            field = forms.ChoiceField(required=False, choices=listed)
            recognized = _in_words(target, own_meaning(target, word))
        field.initial, field.label = initial, word
        self.fields[name] = field
        return Word(self, name, word, folded, count, recognized)

    def _essay(self, word):
        slug = self.essay_names.find(word)
        return slug if slug in self.essay_names.slugs else ""

    def _targets(self):
        """The field of each heading, as sent or as in the mapping."""
        return {
            heading: self._current(f"column-{number}")
            for number, heading in enumerate(self.survey.headings)
        }

    def _current(self, name):
        if self.is_bound:
            return self.data.get(name, "")
        return self.get_initial_for_field(self.fields[name], name) or ""

    def clean(self):
        data = super().clean()
        for name in [name for name in data if name == f"fixed-{ESSAY}" or name.startswith(WORD)]:
            if data[name] and (ESSAY in name):
                slug = self.essay_names.find(data[name].strip())
                if slug not in self.essay_names.slugs:
                    self.add_error(name, self.essay_names.missing(data[name].strip()))
        return data

    @property
    def result(self):
        """The mapping that the form describes."""
        data, values = self.cleaned_data, {}
        for target, words in self.words.items():
            values[target] = dict(self.mapping.values.get(target, {}))
            for word in words:
                if chosen := data[word.field_name]:
                    values[target][word.folded] = chosen
                else:
                    values[target].pop(word.folded, None)
        return Mapping(
            system=self.mapping.system,
            columns={
                heading: data[f"column-{number}"]
                for number, heading in enumerate(self.survey.headings)
            },
            values={target: chosen for target, chosen in values.items() if chosen},
            fixed={name: data[f"fixed-{name}"] for name in FIXED if data[f"fixed-{name}"]},
            separator=data["separator"],
            day_first=data["day_first"],
        )
