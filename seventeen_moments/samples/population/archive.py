"""Into the database: a hundred essays at a time, all of theirs or nothing."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
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


def others():
    """The essays that are no invention of ours."""
    return Essay.objects.exclude(slug__startswith=essays.PREFIX).exclude(slug__in=OWN)


def missing(number):
    """Which of the first so many are not there yet."""
    slugs = Essay.objects.filter(slug__startswith=essays.PREFIX).values_list("slug", flat=True)
    standing = set(slugs)
    return [each for each in range(1, number + 1) if essays.slug(each) not in standing]


def add(numbers):
    """Adds these essays with their sources; says after each batch how many are there."""
    shared, tags = stock.ensured(), themes.ensured()
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        with transaction.atomic():
            _add(batch, shared, tags)
        yield start + len(batch)


def _add(numbers, shared, tags):
    writers = [Writer(number) for number in numbers]
    made = [essays.essay(writer) for writer in writers]
    Essay.objects.bulk_create(made)
    attached = [
        source
        for writer, essay in zip(writers, made, strict=True)
        for source in sources.sources(writer, essay, shared)
    ]
    for kind in kinds():
        kind.objects.bulk_create([source for source in attached if isinstance(source, kind)])
    _tag(writers, made, tags, 4)
    of_source = [writer for writer in writers for _ in sources.drawn()]
    _tag(of_source, attached, tags, 2)
    _choose_lead_images(made)
    _discuss(writers, made)
    index(made)
    for kind in kinds():
        index([source for source in attached if isinstance(source, kind)])


def _tag(writers, rows, tags, most):
    TaggedItem.objects.bulk_create(
        TaggedItem(
            content_type=ContentType.objects.get_for_model(row), object_id=row.pk, tag=tags[place]
        )
        for writer, row in zip(writers, rows, strict=True)
        for place in themes.drawn(writer, most)
    )


def _choose_lead_images(made):
    first = Image.objects.filter(essay=OuterRef("pk")).order_by("position").values("pk")[:1]
    keys = [essay.pk for essay in made]
    Essay.objects.filter(pk__in=keys).update(lead_image=Subquery(first))


def _discuss(writers, made):
    openings = [essays.comments(writer, essay) for writer, essay in zip(writers, made, strict=True)]
    Comment.objects.bulk_create([comment for of_essay in openings for comment in of_essay])
    Comment.objects.bulk_create(
        [
            answer
            for writer, of_essay in zip(writers, openings, strict=True)
            for answer in essays.answers(writer, of_essay)
        ]
    )
