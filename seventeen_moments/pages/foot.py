"""The links in the foot of every page, cached for all languages at once."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .models import FIRST, Page
from .views import preference

KEY, TIMEOUT = "pages:foot", 60  # seconds, within which a scheduled page appears


def published_pages():
    pages = Page.objects.published().only("slug", "language", "title")
    return cache.get_or_set(KEY, lambda: list(pages), TIMEOUT)


def in_language(language):
    """One link to each page, in the language or another one: the first pages, then by title."""
    by_slug = {}
    for page in sorted(published_pages(), key=partial(preference, language), reverse=True):
        by_slug[page.slug] = page
    first = [by_slug.pop(slug) for slug in FIRST if slug in by_slug]
    return [*first, *sorted(by_slug.values(), key=lambda page: page.title)]


def in_context(request):
    return {"foot_pages": SimpleLazyObject(lambda: in_language(get_language()))}


def invalidate(**kwargs):
    """Now and after the commit: others may cache the old links in between."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))
