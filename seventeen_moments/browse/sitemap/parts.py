"""The public pages in parts of a bounded size: those whose rows' keys fall in one range.

So a part is found with neither an offset nor a count, however large the archive grows.
"""

from functools import partial
from typing import NamedTuple

from django.urls import reverse
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image
from seventeen_moments.core.counts import cached
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import public_themes

from ..year import years

SIZE = 5000  # keys a part; the standard allows 50,000 addresses
ADDRESS = ["slug", "updated", "published_at"]
PICTURE = ["content_warning", "file", "renditions"]


class Page(NamedTuple):
    address: str
    changed: object = None
    picture: str = ""


def ways_in():
    names = ["browse:home", "essays:essays", "browse:years", "browse:themes", "browse:today"]
    pages = [reverse("browse:year", args=[year.number]) for year in cached("years", years)]
    return [Page(address) for address in [*map(reverse, names), *pages]]


def numbers(name):
    """Of the parts that have a page at all."""
    keys = ROWS[name]().order_by("pk").values_list("pk", flat=True)
    number = 0
    while (first := keys.filter(pk__gte=number * SIZE).first()) is not None:
        number = first // SIZE
        yield number
        number += 1


def pages(name, number):
    keys = {"pk__gte": number * SIZE, "pk__lt": (number + 1) * SIZE}
    return [_page(row) for row in ROWS[name]().filter(**keys).order_by("pk")]


def _essays():
    lead = [f"lead_image__{field}" for field in ["essay", "status", "published_at", *PICTURE]]
    return Essay.objects.published().select_related("lead_image").only(*ADDRESS, *lead)


def _sources(kind):
    fields = [*ADDRESS, *(f"essay__{name}" for name in ["slug", "published_at"])]
    rows = kind.objects.published().with_essay()
    return rows.only(*fields, *(PICTURE if kind is Image else []))


def _themes():
    return public_themes(Tag.objects.all())


def _page(row):
    if isinstance(row, Tag):
        return Page(reverse("browse:theme", args=[row.slug]))
    image = row.lead() if isinstance(row, Essay) else row
    shown = isinstance(image, Image) and not image.content_warning
    public_since = max(row.published_at, getattr(row, "essay", row).published_at)
    return Page(
        row.get_absolute_url(),
        max(row.updated, public_since),
        image.largest["url"] if shown else "",
    )


ROWS = {
    "essays": _essays,
    **{kind.source_kind.relation: partial(_sources, kind) for kind in kinds()},
    "themes": _themes,
}
