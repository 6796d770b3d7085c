from heapq import nlargest

from seventeen_moments.core.kinds import kinds


def newest_sources(number, at=None):
    """The latest published of all kinds, whichever they are: one query a kind."""
    latest = [
        source
        for kind in kinds()
        for source in kind.objects.published(at).newest().with_essay()[:number]
    ]
    return nlargest(number, latest, key=lambda source: source.published_at)
