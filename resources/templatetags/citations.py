from django import template
from django.conf import settings

from seventeen_moments.core.language import canonical_url

from .. import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, work):
    """The citation of the work that the page shows, or of the passage that `?cite=` names."""
    request = context["request"]
    address = canonical_url(request, {}, settings.LANGUAGE_CODE)
    return citations.cite(work, address, anchor=request.GET.get("cite", ""))
