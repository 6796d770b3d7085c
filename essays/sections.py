"""The sections of an essay: one for each kind of source."""

from typing import NamedTuple

from django.urls import reverse

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
        return reverse(f"resources:{self.kind.relation}", args=[self.essay.slug])


def sections(essay):
    """Those in which there is something; needs `with_section_counts()`."""
    declared = [model.source_kind for model in kinds()]
    found = [Section(kind, essay, getattr(essay, f"{kind.relation}_count")) for kind in declared]
    return [section for section in found if section.count]
