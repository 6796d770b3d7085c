from django import template
from django.conf import settings

from seventeen_moments.core.language import lasting_address

from .. import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, work):
    """Of the essay or the source whose page this is."""
    address = lasting_address(context["request"], {}, settings.LANGUAGE_CODE)
    return citations.of(work, address).html
