"""The sections of an essay: one for each kind of source."""

from typing import NamedTuple

from seventeen_moments.core.kinds import SourceKind, kinds


class Section(NamedTuple):
    kind: SourceKind
    essay: object
    count: int

    @property
    def title(self):
        return self.kind.title

    @property
    def counted(self):
        """ "4 texts" """
        return self.kind.counted % {"n": self.count}

    @property
    def url(self):
        return f"{self.essay.get_absolute_url()}{self.kind.address}/"


def sections(essay):
    """The sections that are not empty; needs `with_section_counts()`."""
    filled = []
    for kind in [model.source_kind for model in kinds()]:
        if count := getattr(essay, f"{kind.relation}_count"):
            filled.append(Section(kind, essay, count))
    return filled
