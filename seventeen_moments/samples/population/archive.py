"""Stores the invented essays in batches, each in one transaction."""

from django.contrib.contenttypes.models import ContentType
from django.db import reset_queries, transaction
from django.db.models import OuterRef, Subquery
from taggit.models import TaggedItem

from essays.models import Comment, Essay
from resources.models import Image
from seventeen_moments.core.kinds import kinds
from seventeen_moments.search.index import index

from .. import guide, prisoners_return
from . import essays, sources, stock, themes
from .writer import Writer

BATCH = 100  # essays
OWN = [prisoners_return.SLUG, guide.SLUG]


def real_essays():
    """Essays that neither this package nor quickstart has added."""
    return Essay.objects.exclude(slug__startswith=essays.PREFIX).exclude(slug__in=OWN)


def add(count):
    """Adds the essays that are not stored yet, with their sources.

    Yields after each batch the number up to which all are stored, and how many it has added.
    """
    shared, tags = stock.get_or_add(), themes.get_or_create()
    for start in range(1, count + 1, BATCH):
        numbers = range(start, min(start + BATCH, count + 1))
        with transaction.atomic():
            stock.lock()  # a second process then finds what the first has added
            numbers = missing(numbers)
            if numbers:
                add_batch(numbers, shared, tags)
        reset_queries()  # with DEBUG, Django keeps them
        yield start + BATCH - 1, len(numbers)


def missing(numbers):
    """The numbers whose essays are not stored."""
    slugs = {essays.slug(number): number for number in numbers}
    stored = set(Essay.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return [number for slug, number in slugs.items() if slug not in stored]


def add_batch(numbers, shared, tags):
    writers = [Writer(number) for number in numbers]
    added = Essay.objects.bulk_create([essays.essay(writer) for writer in writers])
    attached = [
        source
        for writer, essay in zip(writers, added, strict=True)
        for source in sources.sources(writer, essay, shared)
    ]
    for kind in kinds():
        kind.objects.bulk_create([source for source in attached if isinstance(source, kind)])
    tag(writers, added, tags, most=4)
    writer_of_source = [writer for writer in writers for _ in sources.kinds_of_essay()]
    tag(writer_of_source, attached, tags, most=2)
    first_image = Image.objects.filter(essay=OuterRef("pk")).order_by("position").values("pk")[:1]
    keys = [essay.pk for essay in added]
    Essay.objects.filter(pk__in=keys).update(lead_image=Subquery(first_image))
    add_comments(writers, added)
    index(added)
    for kind in kinds():
        index([source for source in attached if isinstance(source, kind)])


def tag(writers, pages, tags, most):
    TaggedItem.objects.bulk_create(
        TaggedItem(
            content_type=ContentType.objects.get_for_model(page),
            object_id=page.pk,
            tag=tags[index],
        )
        for writer, page in zip(writers, pages, strict=True)
        for index in themes.choose(writer, most)
    )


def add_comments(writers, commented):
    by_essay = [
        essays.comments(writer, essay) for writer, essay in zip(writers, commented, strict=True)
    ]
    Comment.objects.bulk_create([comment for comments in by_essay for comment in comments])
    Comment.objects.bulk_create(
        [
            reply
            for writer, comments in zip(writers, by_essay, strict=True)
            for reply in essays.replies(writer, comments)
        ]
    )
