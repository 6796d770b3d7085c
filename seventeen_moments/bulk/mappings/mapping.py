"""Where the columns of another system’s table go, and what its words mean here."""

from dataclasses import asdict, dataclass, field, fields

from seventeen_moments.bulk.columns import headings_of

from .headings import assign
from .systems import OTHER, SYSTEMS

SKIP = "skip"  # in place of a kind: leaves the row out
EMPTY, DESCRIBE = "-", "+"  # leaves the field empty; so, and keeps the words in the description


@dataclass
class Mapping:
    system: str = ""  # a name in SYSTEMS
    columns: dict = field(default_factory=dict)  # fields, by folded heading
    values: dict = field(default_factory=dict)  # by field: what is meant, by folded word
    fixed: dict = field(default_factory=dict)  # by field, where the table says nothing
    separator: str = ";"  # of several values in a cell; empty: there is one
    day_first: str = ""  # "yes" or "no" for 3/4/1953; empty: as other rows show
    incomplete: str = ""  # SKIP: leaves out rows without a title or their file

    @property
    def profile(self):
        return SYSTEMS.get(self.system, OTHER)

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, content):
        """Ignores what is not of its form: content may come from an earlier release."""
        content = content if isinstance(content, dict) else {}
        empty = asdict(cls())
        known = {item.name for item in fields(cls)}
        return cls(
            **{
                name: value
                for name, value in content.items()
                if name in known and isinstance(value, type(empty[name]))
            }
        )

    def adapted(self, headings):
        """For a table with these folded headings; those that it does not know are proposed."""
        proposed = propose(self.profile, headings).columns
        columns = {heading: self.columns.get(heading, proposed[heading]) for heading in headings}
        return Mapping(**(asdict(self) | {"columns": columns}))


def propose(system, headings):
    """The first mapping of a table of the system, or of an unknown one."""
    system = system or OTHER
    return Mapping(
        system=system.name,
        columns=assign(system, headings, headings_of()),
        fixed={"source": system.kind, "status": "draft"},
        separator=system.separator,
    )


def agrees(mapping, headings):
    """Whether a table with these folded headings is of the kind for which the mapping was saved."""
    known, headings = set(mapping.columns), set(headings)
    return bool(headings) and headings <= known and 2 * len(headings) >= len(known)
