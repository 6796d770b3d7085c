from django import template
from django.conf import settings

from seventeen_moments.core.language import canonical_url

from .. import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, work):
    """Of the essay or the source whose page this is."""
    address = canonical_url(context["request"], {}, settings.LANGUAGE_CODE)
    return citations.of(work, address).html
