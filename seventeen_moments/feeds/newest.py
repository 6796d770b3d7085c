"""The newest of what is published, in as many short queries as there are kinds of it."""

from heapq import nlargest

from django.db.models import Q

from resources.models import KINDS

NUMBER = 30
LONG_COLUMNS = ["body", "body_html", "body_text", "notes"]


def essays(published):
    newest = published.newest().prefetch_related("themes")
    return newest.defer("body", "body_html", "notes")[:NUMBER]


def sources(narrow):
    """Of all four kinds; `narrow` may leave out some of the rows of each."""
    found = [source for kind in KINDS for source in _newest(narrow(kind.objects.published()))]
    return nlargest(NUMBER, found, key=public_since)


def public_since(page):
    """A source is public with its essay at the earliest."""
    essay = getattr(page, "essay", page)
    return max(page.published_at, essay.published_at)


def comments(published):
    essay = [f"essay__{name}" for name in LONG_COLUMNS]
    newest = published.select_related("essay").order_by("-created", "-pk")
    return newest.defer(*essay)[:NUMBER]


def _newest(rows):
    # The newest by the later of two times are among the newest by each, of which both
    # have an index.
    own = rows.newest().values("pk")[:NUMBER]
    with_essay = rows.order_by("-essay__published_at", "-pk").values("pk")[:NUMBER]
    either = rows.model.objects.filter(Q(pk__in=own) | Q(pk__in=with_essay))
    return either.for_page().defer(*(f"essay__{name}" for name in LONG_COLUMNS))
