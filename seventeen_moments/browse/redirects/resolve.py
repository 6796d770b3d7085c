"""Where what once stood at an address stands now."""

import re
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import public_themes

from ..models import FormerSlug

SECTIONS = {model.source_kind.address: model for model in kinds()}


def present_address(path):
    """The address of the published page that was at this one, or None.

    What stands below the page (its sections, comments, citations) moves along.
    """
    for pattern, find in FINDERS:
        if found := pattern.fullmatch(path):
            *slugs, rest = found.groups()
            address = find(*slugs)
            return address and f"{address}{quote(rest)}"
    return None


def _source(essay_slug, section, slug):
    model, essays = SECTIONS[section], _essays(essay_slug)
    former = FormerSlug.objects.of(model).filter(within__in=essays, slug=slug)
    standing = Q(essay__in=essays, slug=slug)
    found = model.objects.published().filter(standing | Q(pk__in=former.keys()))
    return _first(found.only("slug", "essay__slug").with_essay(), slug)


def _essay(slug):
    found = Essay.objects.published().filter(pk__in=_essays(slug))
    return _first(found.only("slug"), slug)


def _theme(slug):
    former = FormerSlug.objects.of(Tag).filter(slug=slug)
    theme = public_themes(Tag.objects.filter(pk__in=former.keys())).first()
    return theme and reverse("browse:theme", args=[theme.slug])


def _essays(slug):
    """The keys of all that have or had the slug, published or not."""
    standing = Essay.objects.filter(slug=slug).order_by().values_list("pk")
    former = FormerSlug.objects.of(Essay).filter(slug=slug).values_list("key")
    return [key for (key,) in standing.union(former)]


def _first(pages, slug):
    """The address of one of them: of that which bears the slug now, if any does."""
    page = min(pages, key=lambda page: page.slug != slug, default=None)
    return page and page.get_absolute_url()


FINDERS = [
    (re.compile(rf"/essays/([^/]+)/({'|'.join(SECTIONS)})/([^/]+)/(.*)"), _source),
    (re.compile(r"/essays/([^/]+)/(.*)"), _essay),
    (re.compile(r"/themes/([^/]+)/(.*)"), _theme),
]
