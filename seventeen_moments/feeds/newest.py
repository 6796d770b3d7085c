"""The newest of what is published, in short queries that an index answers."""

from django.db.models import OuterRef, Subquery, prefetch_related_objects

from essays.models import Flag
from seventeen_moments.browse.newest import newest_sources
from seventeen_moments.core.kinds import kinds

NUMBER = 30


def essays(published):
    return published.newest().prefetch_related("themes").without_body()[:NUMBER]


def sources(narrow=None):
    newest = newest_sources(NUMBER, narrow)
    for kind in kinds():
        prefetch_related_objects([page for page in newest if isinstance(page, kind)], "themes")
    return newest


def comments(published):
    return published.with_essay().order_by("-created", "-pk")[:NUMBER]


def reported(comments):
    """The comments that were reported last, with their flags."""
    raised = Flag.objects.raised().filter(comment=OuterRef("pk")).order_by("created", "pk")
    first = Subquery(raised.values("created")[:1])
    newest = comments.with_essay().order_by(first.desc(), "-pk").with_raised_flags()
    return [comment for comment in newest[:NUMBER] if comment.raised_flags]
