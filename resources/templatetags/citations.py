from django import template
from django.conf import settings
from django.utils import timezone

from seventeen_moments.core import prepared, qr
from seventeen_moments.core.language import canonical_url

from .. import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, work):
    """The citation of the work that the page shows, or of the passage that `?cite=` names."""
    request = context["request"]
    address = canonical_url(request, {}, settings.LANGUAGE_CODE)
    return citations.cite(work, address, anchor=request.GET.get("cite", ""))


@register.simple_tag(takes_context=True)
def how_to_cite(context, work, key):
    """The block with the citation of a published work, whose values the key stands for."""
    request = context["request"]
    if key is None or "cite" in request.GET:
        with context.push(work=work):
            return context.template.engine.get_template("_cite.html").render(context)
    address = canonical_url(request, {}, settings.LANGUAGE_CODE)
    today = timezone.localdate()
    return prepared.html(
        "_citation.html",
        (key, address, today.isoformat()),
        lambda: {
            "work": work,
            "citation": citations.cite(work, address, today),
            "qr": qr.svg(address),
        },
    )
