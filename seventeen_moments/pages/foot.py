"""The links in the foot of every page, remembered for all languages at once."""

from functools import partial

from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language

from seventeen_moments.core import edition
from seventeen_moments.core.prepared import fingerprint

from .models import FIRST, Page
from .views import preference


def published_pages():
    pages = Page.objects.published().only("slug", "language", "title")
    return edition.remember("pages:foot", lambda: list(pages))


class Links(list):
    @cached_property
    def key(self):
        return fingerprint(tuple((page.slug, page.language, page.title) for page in self))


def in_language(language):
    """One link to each page, in the language or another one: the first pages, then by title."""
    by_slug = {}
    for page in sorted(published_pages(), key=partial(preference, language), reverse=True):
        by_slug[page.slug] = page
    first = [by_slug.pop(slug) for slug in FIRST if slug in by_slug]
    return Links([*first, *sorted(by_slug.values(), key=lambda page: page.title)])


def in_context(request):
    return {"foot_pages": SimpleLazyObject(_in_current_language)}


def _in_current_language():
    language = get_language()
    return edition.remember(f"pages:foot:{language}", lambda: in_language(language))
