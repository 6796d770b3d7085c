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


def essay_slugs(keys):
    essays = Essay.objects.published().filter(pk__in=keys)
    return {key: (slug,) for key, slug in essays.values_list("pk", "slug")}


def source_slugs(model, keys):
    # Sources of a withdrawn essay were public with it.
    withdrawn = FormerSlug.objects.of(Essay).filter(key=OuterRef("essay"))
    published = Essay.objects.published().filter(pk=OuterRef("essay"))
    sources = model.objects.due().filter(Exists(published) | Exists(withdrawn), pk__in=keys)
    return {key: (slug, essay) for key, slug, essay in sources.values_list("pk", "slug", "essay")}


def theme_slugs(keys):
    themes = public_themes(Tag.objects.filter(pk__in=keys))
    return {key: (slug,) for key, slug in themes.values_list("pk", "slug")}


# By model: the slugs, and for sources the keys of their essays, by the keys of those rows that are
# public.
PUBLIC_SLUGS = {
    Essay: essay_slugs,
    **{model: partial(source_slugs, model) for model in kinds()},
    Tag: theme_slugs,
}


def public_slug(model, key):
    return PUBLIC_SLUGS[model]([key]).get(key)


def note_slug(sender, instance, update_fields, **kwargs):
    same_address = update_fields and not ADDRESS_FIELDS & set(update_fields)
    is_new = instance.pk is None
    instance._slug_before = None if is_new or same_address else public_slug(sender, instance.pk)


def remember_slug(sender, instance, update_fields, **kwargs):
    if _has_moved(instance, set(update_fields or ADDRESS_FIELDS)):
        FormerSlug.objects.remember(sender, {instance.pk: instance._slug_before})


def note_slugs(sender, rows, fields, **kwargs):
    keys = [row.pk for row in rows] if ADDRESS_FIELDS & fields else []
    slugs = PUBLIC_SLUGS[sender](keys) if keys else {}
    for row in rows:
        row._slug_before = slugs.get(row.pk)


def remember_slugs(sender, rows, fields, **kwargs):
    if moved := {row.pk: row._slug_before for row in rows if _has_moved(row, fields)}:
        FormerSlug.objects.remember(sender, moved)


def _has_moved(row, saved):
    """Whether the row was public at an address at which it no longer is."""
    if row._slug_before is None:
        return False
    if {"status", "published_at"} & saved and not getattr(row, "is_due", bool)():
        return True
    slug, *essay = row._slug_before
    is_renamed = "slug" in saved and row.slug != slug
    return is_renamed or bool({"essay", "essay_id"} & saved and essay and [row.essay_id] != essay)


def remember_deleted(sender, instance, **kwargs):
    """Sources that moved from this essay to another one are still found by its address."""
    if before := public_slug(sender, instance.pk):
        FormerSlug.objects.remember(sender, {instance.pk: before})


def redirect_themes(themes, target):
    """Redirects the addresses of themes that are about to be deleted."""
    FormerSlug.objects.of(Tag).filter(key__in=themes.values("pk")).update(key=target.pk)
    for slug in public_themes(themes).values_list("slug"):
        FormerSlug.objects.remember(Tag, {target.pk: slug})
