"""Finds the present address of a page that was public at another one."""

import re
from urllib.parse import quote

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import NO_KEY
from seventeen_moments.core.themes import public_themes

from ..models import FormerSlug

SECTIONS = {model.source_kind.address: model for model in kinds()}


def present_address(path):
    """The address of the published page that was at this path, or None.

    Paths below the page (its sections, comments, citations) are kept. Slugs are found in any case.
    """
    for pattern, find_address in FINDERS:
        if match := pattern.fullmatch(path):
            *slugs, rest = match.groups()
            address = find_address(*slugs)
            return address and f"{address}{quote(rest)}"
    return None


def source_address(essay_slug, section, slug):
    model, essays = SECTIONS[section], keys_of_essays(essay_slug)
    former = with_slug(FormerSlug.objects.of(model).filter(within__in=essays), slug)
    present = with_slug(model.objects.filter(essay__in=essays), slug)
    sources = model.objects.published().filter(
        Q(pk__in=present.values("pk")) | Q(pk__in=former.keys())
    )
    return _best_address(sources.only("slug", "essay__slug").with_essay(), slug)


def essay_address(slug):
    essays = Essay.objects.published().filter(pk__in=_keys_of_essays(slug))
    return _best_address(essays.only("slug"), slug)


def theme_address(slug):
    former = with_slug(FormerSlug.objects.of(Tag), slug)
    present = with_slug(Tag.objects.all(), slug)
    tags = Tag.objects.filter(Q(pk__in=former.keys()) | Q(pk__in=present.values("pk")))
    theme = min(public_themes(tags), key=lambda theme: theme.slug != slug, default=None)
    return theme and reverse("browse:theme", args=[theme.slug])


def keys_of_essays(slug):
    """The keys of all essays that have or had the slug, published or not."""
    return [NO_KEY, *(key for (key,) in _keys_of_essays(slug))]


def _keys_of_essays(slug):
    present = with_slug(Essay.objects.order_by(), slug).values_list("pk")
    return present.union(with_slug(FormerSlug.objects.of(Essay), slug).values_list("key"))


def with_slug(rows, slug):
    """In any case: editors write slugs with capitals, too, and visitors without."""
    return rows.alias(small_slug=Lower("slug")).filter(small_slug=slug.lower())


def _best_address(pages, slug):
    """The address of the page that has the slug now, or else of any of the pages."""
    page = min(pages, key=lambda page: page.slug != slug, default=None)
    return page and page.get_absolute_url()


FINDERS = [
    (re.compile(rf"/essays/([^/]+)/({'|'.join(SECTIONS)})/([^/]+)/(.*)"), source_address),
    (re.compile(r"/essays/([^/]+)/(.*)"), essay_address),
    (re.compile(r"/themes/([^/]+)/(.*)"), theme_address),
]
