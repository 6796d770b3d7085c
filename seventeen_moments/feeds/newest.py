"""The newest of what is published, in short queries that an index answers."""

from heapq import nlargest

from django.db.models import OuterRef, Subquery, prefetch_related_objects

from essays.models import Essay, Flag
from seventeen_moments.core.kinds import kinds

NUMBER = 30
OF_ESSAY = [f"essay__{name}" for name in ["body", "body_html", "body_text", "notes"]]


def essays(published):
    newest = published.newest().prefetch_related("themes")
    return newest.defer("body", "body_html", "notes")[:NUMBER]


def sources(narrow):
    """The newest sources of all kinds; `narrow` filters the queryset of each kind.

    A source that was published before its essay is as new as the essay, so the sources of the
    newest essays are candidates too.
    """
    essays = list(Essay.objects.published().newest().values_list("pk", flat=True)[:NUMBER])
    candidates = []
    for kind in kinds():
        queryset = narrow(kind.objects.published()).newest().with_essay().defer(*OF_ESSAY)
        newest = _newest({*queryset[:NUMBER], *queryset.filter(essay__in=essays)})
        prefetch_related_objects(newest, "themes")
        candidates += newest
    return _newest(candidates)


def public_since(page):
    """A source is public with its essay at the earliest."""
    essay = getattr(page, "essay", page)
    return max(page.published_at, essay.published_at)


def comments(published):
    newest = published.select_related("essay").order_by("-created", "-pk")
    return newest.defer(*OF_ESSAY)[:NUMBER]


def reported(comments):
    """The comments that were reported last, with their flags."""
    raised = Flag.objects.raised().filter(comment=OuterRef("pk")).order_by("created", "pk")
    first = Subquery(raised.values("created")[:1])
    newest = comments.select_related("essay").order_by(first.desc(), "-pk").with_raised_flags()
    return [comment for comment in newest.defer(*OF_ESSAY)[:NUMBER] if comment.raised_flags]


def _newest(sources):
    return nlargest(NUMBER, sources, key=lambda source: (public_since(source), source.pk))
