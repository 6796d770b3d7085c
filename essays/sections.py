"""The sections of an essay: one for each kind of source."""

from typing import NamedTuple

from seventeen_moments.core.kinds import SourceKind, kinds

NAMED = 6  # sources of a section on the page of the essay: a row of pictures


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

    def first_sources(self, shown=()):
        """Those that the page of the essay names; `shown` are the keys of others on the page."""
        sources = self.essay.visible_sources(self.kind.relation)[: NAMED + len(shown)]
        return [source for source in sources if source.key not in shown][:NAMED]


def sections(essay):
    """The sections that are not empty; needs `with_section_counts()`."""
    filled = []
    for kind in [model.source_kind for model in kinds()]:
        if count := getattr(essay, f"{kind.relation}_count"):
            filled.append(Section(kind, essay, count))
    return filled
