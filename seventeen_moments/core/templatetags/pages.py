from django import template
from django.conf import settings

from ..language import CODES, lasting_address

register = template.Library()


@register.inclusion_tag("_pages.html", takes_context=True)
def pages(context):
    """Links to the pages of a ListView, the far ones left out."""
    page = context["page_obj"]
    return {
        "page_obj": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "request": context["request"],
    }


@register.inclusion_tag("_canonical.html", takes_context=True)
def canonical(context):
    """Under which of its addresses a page wants to be known, and the same in each language.

    Of the query only that is kept which makes another page of it: the number, and what the view
    names in `narrowed_by`. Drafts and missing pages have no such address.
    """
    view = context.get("view")
    if view is None or context.get("draft") or context.get("preview"):
        return {}
    request = context["request"]
    kept = _kept(request, view, context.get("page_obj"))
    return {
        "own": lasting_address(request, kept),
        "languages": [(code, lasting_address(request, kept, code)) for code in CODES],
        "default": lasting_address(request, kept, settings.LANGUAGE_CODE),
    }


def _kept(request, view, page):
    names = getattr(view, "narrowed_by", [])
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return kept | ({"page": page.number} if page and page.number > 1 else {})
