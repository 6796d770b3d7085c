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
    """Of all kinds; `narrow` may leave out some of the rows of each.

    Those that have waited for their essay are looked for in the newest essays.
    """
    newest = list(Essay.objects.published().newest().values_list("pk", flat=True)[:NUMBER])
    return _newest([source for kind in kinds() for source in _of_kind(kind, narrow, newest)])


def public_since(page):
    """A source is public with its essay at the earliest."""
    essay = getattr(page, "essay", page)
    return max(page.published_at, essay.published_at)


def comments(published):
    newest = published.select_related("essay").order_by("-created", "-pk")
    return newest.defer(*OF_ESSAY)[:NUMBER]


def reported(comments):
    """With their flags: those that were reported last."""
    raised = Flag.objects.raised().filter(comment=OuterRef("pk")).order_by("created", "pk")
    first = Subquery(raised.values("created")[:1])
    newest = comments.select_related("essay").order_by(first.desc(), "-pk").with_raised_flags()
    rows = newest.defer(*OF_ESSAY)[:NUMBER]
    return [comment for comment in rows if comment.raised_flags]


def _of_kind(kind, narrow, essays):
    rows = narrow(kind.objects.published()).newest().with_essay().defer(*OF_ESSAY)
    found = _newest({*rows[:NUMBER], *rows.filter(essay__in=essays)})
    prefetch_related_objects(found, "themes")
    return found


def _newest(found):
    return nlargest(NUMBER, found, key=lambda source: (public_since(source), source.pk))
