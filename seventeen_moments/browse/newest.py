from heapq import nlargest

from essays.models import Essay
from seventeen_moments.core.kinds import kinds


def newest_sources(number, narrow=None):
    """The sources of all kinds that became visible last, in short queries that an index answers.

    A source that was published before its essay is as new as the essay, so the sources of the
    newest essays are candidates too. `narrow` filters the queryset of each kind.
    """
    essays = list(Essay.objects.published().newest().values_list("pk", flat=True)[:number])
    candidates = []
    for kind in kinds():
        published = kind.objects.published()
        sources = (narrow(published) if narrow else published).newest().with_essay()
        candidates += _newest(number, {*sources[:number], *sources.filter(essay__in=essays)})
    return _newest(number, candidates)


def _newest(number, sources):
    return nlargest(number, sources, key=lambda source: (source.public_since, source.pk))
