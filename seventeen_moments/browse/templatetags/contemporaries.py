from django import template

from ..meanwhile import meanwhile, year_of

register = template.Library()


@register.inclusion_tag("browse/_meanwhile.html")
def meanwhile_of(page):
    """What else the archive holds for the time of the essay or the source."""
    return {"found": meanwhile(page), "year": year_of(page)}
