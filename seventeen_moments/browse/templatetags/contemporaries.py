from django import template

from ..meanwhile import meanwhile, year_of

register = template.Library()


@register.inclusion_tag("browse/_meanwhile.html")
def meanwhile_of(page):
    """Other pages of the same time as the essay or the source."""
    return {"pages": meanwhile(page), "year": year_of(page)}
