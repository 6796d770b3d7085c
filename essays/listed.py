"""Essays in lists, as rows of the database."""

from functools import cache

from django.db.models import Case, Value, When
from django.db.models.functions import Left

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.listed import Columns

from .models import Essay

BEGINNING = 1000  # letters, more than the words of an excerpt have


@cache
def essay_columns():
    image = Essay._meta.get_field("lead_image").related_model
    counts = [f"{kind.source_kind.relation}_count" for kind in kinds()]
    return Columns(
        Essay,
        without=Essay.long_fields(),
        lead_image=Columns(image, without=image.long_fields()),
        added=[*counts, "beginning"],
    )


def essay_rows(essays, at):
    """What a card shows, as tuples: those of `for_list()`, with the beginning of the body."""
    beginning = Case(When(summary="", then=Left("body_text", BEGINNING)), default=Value(""))
    essays = essays.with_section_counts(at).annotate(beginning=beginning)
    return essays.values_list(*essay_columns().names)
