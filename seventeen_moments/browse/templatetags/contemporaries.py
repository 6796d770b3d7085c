from django import template

from seventeen_moments.core import prepared

from ..meanwhile import contemporaries, contemporary_rows, year_of

register = template.Library()


@register.simple_tag
def meanwhile_of(page):
    """Other pages of the same time as the essay or the source."""
    rows, year = contemporary_rows(page), year_of(page)
    if not rows:
        return ""
    return prepared.html(
        "browse/_meanwhile.html",
        (tuple(rows), year),
        lambda: {"pages": contemporaries(rows), "year": year},
    )
