"""What the headings of a table say: the system that wrote it, and the fields of its columns."""

import re

from seventeen_moments.bulk.columns import ESSAY, fold_heading

from .systems import LEAVE_OUT, SYSTEMS

# dcterms:title, dc:title, dc.title, Dublin Core:Title, and the language or datatype behind it
PREFIX = re.compile(r"(?:dublin core ?:|dcterms:|dc:|dc\.|dcterms\.) ?")
SUFFIX = re.compile(r" ?(?:\[[^\]]*\]|@[\w-]+|\^\^\S+)$")
# Subject (LCSH), subject-lcsh, Creator.personal: what institutions call their own columns
QUALIFIED = re.compile(r"(subject|creator|description)s?(?: ?[-(.]| (?=lcsh|tgm|aat|fast)).*")


def fold(heading):
    """As fold_heading(), and without spaces around a colon: "Dublin Core : Title"."""
    return re.sub(r" ?: ?", ":", fold_heading(heading))


def element(heading):
    """The element of Dublin Core that a folded heading names: "title" for "dcterms:title"."""
    name = SUFFIX.sub("", PREFIX.sub("", heading, count=1))
    qualified = QUALIFIED.fullmatch(name)
    return qualified[1] if qualified else name


def recognise_system(headings):
    """The system whose marks are among the folded headings, or None."""
    for system in SYSTEMS.values():
        if system.is_vague and ESSAY in headings:  # a table of ours
            continue
        found = sum(any(_has_mark(heading, mark) for heading in headings) for mark in system.marks)
        if found >= system.needed and any(element(heading) == "title" for heading in headings):
            return system
    return None


def _has_mark(heading, mark):
    return heading.startswith(mark) if mark.endswith((":", "dc.")) else heading == mark


def assign(system, headings, own):
    """The field of each folded heading. `own` are the columns that a heading of ours may mean."""
    key = next((heading for name in system.keys for heading in headings if heading == name), None)
    key = key or next(
        (heading for name in system.keys for heading in headings if element(heading) == name), None
    )
    return {heading: _assign(system, heading, own, key) for heading in headings}


def _assign(system, heading, own, key):
    if heading == key:
        return "slug"
    ours = own.get(heading, [])
    if not system.name and len(ours) == 1:
        return ours[0]
    for name in (heading, element(heading)):
        if name in system.columns:
            return system.columns[name]
    # What another system calls public is a draft here until an editor publishes it.
    is_ours = len(ours) == 1 and ours[0] not in {"status", "published_at"}
    return ours[0] if is_ours else LEAVE_OUT


def readable(heading):
    """As words for readers: "Extent and medium" for extentAndMedium, "Publisher" for dcterms:…"""
    name = SUFFIX.sub("", heading.strip()).rsplit(":", 1)[-1].replace("_", " ").strip()
    if " " not in name and not name.isupper():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    return name[:1].upper() + name[1:]
