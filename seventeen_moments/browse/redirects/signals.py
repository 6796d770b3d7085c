"""Records the slug of a public page before the page gets another address.

It does so by signals, whatever saves the page: the admin, code, a fixture, an earlier version
that is restored. QuerySet.update() sends none.
"""

from functools import partial

from django.db.models import Exists, OuterRef
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import public_themes

from ..models import FormerSlug

ADDRESS_FIELDS = {"slug", "essay", "essay_id", "status", "published_at"}


def essay_slug(key):
    return Essay.objects.published().filter(pk=key).values_list("slug").first()


def source_slug(model, key):
    # Sources of a withdrawn essay were public with it.
    withdrawn = FormerSlug.objects.of(Essay).filter(key=OuterRef("essay"))
    published = Essay.objects.published().filter(pk=OuterRef("essay"))
    sources = model.objects.due().filter(Exists(published) | Exists(withdrawn), pk=key)
    return sources.values_list("slug", "essay").first()


def theme_slug(key):
    return public_themes(Tag.objects.filter(pk=key)).values_list("slug").first()


# By model: the slug, and for sources the key of the essay, if the row with the key is public.
PUBLIC_SLUGS = {
    Essay: essay_slug,
    **{model: partial(source_slug, model) for model in kinds()},
    Tag: theme_slug,
}


def note_slug(sender, instance, update_fields, **kwargs):
    same_address = update_fields and not ADDRESS_FIELDS & set(update_fields)
    is_new = instance.pk is None
    instance._slug_before = None if is_new or same_address else PUBLIC_SLUGS[sender](instance.pk)


def remember_slug(sender, instance, **kwargs):
    before = instance._slug_before
    if before and before != PUBLIC_SLUGS[sender](instance.pk):
        FormerSlug.objects.remember(sender, instance.pk, *before)


def remember_deleted(sender, instance, **kwargs):
    """Sources that moved from this essay to another one are still found by its address."""
    if before := PUBLIC_SLUGS[sender](instance.pk):
        FormerSlug.objects.remember(sender, instance.pk, *before)


def redirect_themes(themes, target):
    """Redirects the addresses of themes that are about to be deleted."""
    FormerSlug.objects.of(Tag).filter(key__in=themes.values("pk")).update(key=target.pk)
    for (slug,) in public_themes(themes).values_list("slug"):
        FormerSlug.objects.remember(Tag, target.pk, slug)
