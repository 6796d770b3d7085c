"""Before a public page gets another address, its slug is written down.

Done by signals, so that every way to the database that sends them counts: save() of a model,
the admin, a fixture, an earlier state restored. Only QuerySet.update() sends none.
"""

from django.db.models import Exists, OuterRef
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import public_themes

from ..models import FormerSlug

ADDRESSING = {"slug", "essay", "essay_id", "status", "published_at"}


def _essay(key):
    return Essay.objects.published().filter(pk=key).values_list("slug").first()


def _source(model):
    def place(key):
        # Sources of an essay that was withdrawn were public with it.
        withdrawn = FormerSlug.objects.of(Essay).filter(key=OuterRef("essay"))
        shown = Exists(Essay.objects.published().filter(pk=OuterRef("essay"))) | Exists(withdrawn)
        return model.objects.due().filter(shown, pk=key).values_list("slug", "essay").first()

    return place


def _theme(key):
    return public_themes(Tag.objects.filter(pk=key)).values_list("slug").first()


# By model: where readers find the row with that key, as (slug, key of the essay), or None.
PUBLIC_PLACES = {Essay: _essay, **{model: _source(model) for model in kinds()}, Tag: _theme}


def note_place(sender, instance, update_fields, **kwargs):
    stays = instance.pk is None or (update_fields and not ADDRESSING & set(update_fields))
    instance._place_before = None if stays else PUBLIC_PLACES[sender](instance.pk)


def remember_place(sender, instance, **kwargs):
    before = instance._place_before
    if before and before != PUBLIC_PLACES[sender](instance.pk):
        FormerSlug.objects.remember(sender, instance.pk, *before)


def remember_deleted(sender, instance, **kwargs):
    """Sources that moved from this essay to another are still found through its address."""
    if before := PUBLIC_PLACES[sender](instance.pk):
        FormerSlug.objects.remember(sender, instance.pk, *before)


def lead_themes_to(kept, others):
    """The addresses of the others, before they are deleted, go to the theme that is kept."""
    FormerSlug.objects.of(Tag).filter(key__in=others.values("pk")).update(key=kept.pk)
    for (slug,) in public_themes(others).values_list("slug"):
        FormerSlug.objects.remember(Tag, kept.pk, slug)
