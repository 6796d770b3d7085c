from collections import Counter
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Greatest

from essays.models import Essay
from seventeen_moments.core.kinds import kinds

from .loading import load_sources

CANDIDATES = 30  # of each kind, among which the home page chooses
FROM_ONE_ESSAY = 2


class Candidate(NamedTuple):
    kind: int
    key: int
    essay: int
    since: object


def newest_sources(number, narrow=None):
    """The sources of all kinds that became visible last; `narrow` filters those of each kind."""
    return load_sources(_candidates(number, narrow)[:number])


def varied_sources(number):
    """New sources for the home page: of an essay one of each kind, and two at most."""
    chosen, of_kind, of_essay = [], set(), Counter()
    for candidate in _candidates(CANDIDATES):
        kind, essay = candidate.kind, candidate.essay
        if (kind, essay) not in of_kind and of_essay[essay] < FROM_ONE_ESSAY:
            of_kind.add((kind, essay))
            of_essay[essay] += 1
            chosen.append(candidate)
    return load_sources(chosen[:number])


def _candidates(number, narrow=None):
    """At least `number`, newest first; of several at one time those with pictures first.

    A source that was published before its essay is as new as the essay, so the sources of the
    newest essays are candidates too. An index answers each query.
    """
    essays = list(Essay.objects.published().newest().values_list("pk", flat=True)[:number])
    candidates = []
    for index, kind in enumerate(kinds()):
        published = kind.objects.published()
        sources = narrow(published) if narrow else published
        newest = sources.newest().values("pk")[:number]
        rows = kind.objects.filter(Q(pk__in=newest) | Q(pk__in=sources.filter(essay__in=essays)))
        since = Greatest("published_at", "essay__published_at")
        rows = rows.order_by().annotate(since=since).values_list("pk", "essay", "since")
        candidates += [Candidate(index, *row) for row in rows]
    return sorted(candidates, key=_newness, reverse=True)


def _newness(candidate):
    return candidate.since, kinds()[candidate.kind].shown_as_picture, candidate.key
