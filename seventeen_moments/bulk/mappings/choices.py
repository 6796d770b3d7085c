"""What can be chosen on the page of a mapping: fields for columns, meanings for words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seventeen_moments.bulk.columns import ESSAY, MODELS, SOURCE, columns_of

from .mapping import DESCRIBE, EMPTY, SKIP
from .systems import END, LABELLED, LEAVE_OUT, START
from .words import field_of, own_meaning

SEPARATORS = [
    ("", gettext_lazy("nothing: each cell has one value")),
    (";", gettext_lazy("semicolons ;")),
    ("|", gettext_lazy("vertical bars |")),
    ("||", gettext_lazy("double vertical bars ||")),
    (",", gettext_lazy("commas ,")),
]
ORDERS = [
    ("", gettext_lazy("as other rows show")),
    ("yes", gettext_lazy("day, month, year")),
    ("no", gettext_lazy("month, day, year")),
]
INCOMPLETE = [("", gettext_lazy("refuse the table")), (SKIP, gettext_lazy("leave them out"))]


def label_of(target):
    if target == SOURCE:
        return _("Kind of source")
    return _("Essay") if target == ESSAY else capfirst(field_of(target).verbose_name)


def targets():
    """The fields that a column can go to."""
    listed = [(LEAVE_OUT, _("(leave out)")), (LABELLED, _("Description, after the column’s name"))]
    for name in columns_of():
        listed.append((name, label_of(name)))
        if name == "date":
            listed += [(START, _("Date: beginning")), (END, _("Date: end"))]
    return listed


def values_of(target):
    if target == SOURCE:
        return [(name, capfirst(model._meta.verbose_name)) for name, model in MODELS.items()]
    return [choice for choice in field_of(target).choices if choice[0]]


def meanings(target, word):
    """What the word can mean in the field. First what it means unless something is chosen."""
    recognized = _label(target, own_meaning(target, word))
    if target == SOURCE:
        first = recognized or _("(by the file’s extension)")
        return [("", first), *values_of(target), (SKIP, _("Leave these rows out"))]
    keep, empty = _("Keep it in the description"), _("Leave it out")
    return [("", recognized or keep), (EMPTY, empty), (DESCRIBE, keep), *values_of(target)]


def _label(target, meaning):
    if meaning in {"", DESCRIBE}:
        return ""
    if meaning == SKIP:
        label = _("Leave these rows out")
    elif target == SOURCE:
        label = capfirst(MODELS[meaning]._meta.verbose_name)
    else:
        label = dict(field_of(target).flatchoices).get(meaning, meaning)
    return _("As recognized: %(value)s") % {"value": label}
