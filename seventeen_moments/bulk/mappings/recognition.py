"""Which mapping a table starts with: a saved one, or the first of a known system."""

from django.utils.translation import gettext as _

from seventeen_moments.bulk.columns import THEMES
from seventeen_moments.bulk.models import ImportMapping

from .headings import recognise_system
from .mapping import Mapping, agrees, propose
from .systems import SYSTEMS

SAVED = "saved-"
MARKS = ["||", "|", ";"]  # not the comma, which is in names


def recognise(headings):
    """The mapping for these folded headings, and the name under which it is saved."""
    for saved in ImportMapping.objects.order_by("-updated"):
        mapping = Mapping.from_json(saved.content)
        if agrees(mapping, headings):
            return mapping.adapted(headings), saved.name
    return propose(recognise_system(headings), headings), ""


def fit_separator(mapping, survey):
    """Takes the separator that the table uses, if it has none that its system uses."""
    texts = [
        text
        for heading, target in mapping.columns.items()
        if target in {THEMES, "creators"}
        for text in survey.columns[heading].texts
    ]
    used = {mark: sum(mark in text for text in texts) for mark in [mapping.separator, *MARKS]}
    if texts and not used[mapping.separator]:
        mapping.separator = max(used, key=used.get)


def is_recognised(headings):
    mapping, name = recognise(headings)
    return bool(mapping.system or name)


def named(start, headings):
    """The mapping of a choice in offered(), or of a name; None if there is none."""
    if not start:
        return None
    if start in SYSTEMS:
        return propose(SYSTEMS[start], headings), ""
    key = start.removeprefix(SAVED)
    same = {"pk": key} if key != start and key.isdecimal() and len(key) < 10 else {"name": start}
    saved = ImportMapping.objects.filter(**same).first()
    return (Mapping.from_json(saved.content).adapted(headings), saved.name) if saved else None


def offered():
    """Groups of starting points: the saved mappings, and those of the known systems."""
    saved = [
        (f"{SAVED}{key}", name) for key, name in ImportMapping.objects.values_list("pk", "name")
    ]
    known = [(system.name, system.label) for system in SYSTEMS.values()]
    return [(_("Saved"), saved)] * bool(saved) + [(_("Built in"), known)]


def names():
    """For the command line."""
    return [*ImportMapping.objects.values_list("name", flat=True), *SYSTEMS]
