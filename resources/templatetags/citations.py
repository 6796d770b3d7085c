from django import template
from django.conf import settings

from seventeen_moments.core.language import canonical_url

from .. import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, work):
    """The citation of the essay or the source that the page shows."""
    address = canonical_url(context["request"], {}, settings.LANGUAGE_CODE)
    return citations.cite(work, address).html
