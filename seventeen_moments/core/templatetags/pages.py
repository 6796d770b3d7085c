from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from .. import prepared, qr
from ..language import CODES, canonical_url

register = template.Library()

# The Open Graph protocol wants a country with each language.
LOCALES = {"en": "en_US", "ru": "ru_RU"}


@register.simple_tag(takes_context=True)
def pages(context):
    """Links to the pages of a ListView, without those far from the current one."""
    page = context["page_obj"]
    if not page.has_other_pages():
        return ""
    request = context["request"]
    values = (page.number, page.paginator.num_pages, request.GET.urlencode())
    return prepared.remembered("_pages.html", values, lambda: _pages(page, request))


def _pages(page, request):
    shown = {
        "page_obj": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return render_to_string("_pages.html", shown, request)


@register.inclusion_tag("_canonical.html", takes_context=True)
def canonical(context):
    """The canonical URL of a page, and its URL in each language.

    Drafts and missing pages have no canonical URL.
    """
    view = context.get("view")
    if view is None or context.get("draft") or context.get("preview"):
        return {}
    request = context["request"]
    query = canonical_query(context, request)
    return {
        "own": canonical_url(request, query),
        "languages": [(code, canonical_url(request, query, code)) for code in CODES],
        "default": canonical_url(request, query, settings.LANGUAGE_CODE),
    }


def canonical_query(context, request):
    """The page number and the parameters that the view names in `narrowed_by`, because only these
    lead to another page."""
    page = context.get("page_obj")
    names = getattr(context.get("view"), "narrowed_by", [])
    query = {name: request.GET[name] for name in names if request.GET.get(name)}
    if page and page.number > 1:
        query["page"] = page.number
    return query


@register.simple_block_tag
def page_title(content):
    """What the page calls itself in `<title>` and in link previews. Empty on the home page."""
    return mark_safe(content.strip())  # noqa: S308 - rendered by the block


@register.inclusion_tag("_link_preview.html", takes_context=True)
def link_preview(context, title, picture=None, work=None):
    """What other sites show of a link to this page: Open Graph, and the cards of X.

    `picture` is the rendition to show with it, `work` the essay or source that the page is about.
    """
    return preview_values(canonical(context), title, picture, work)


def preview_values(page, title, picture, work):
    """What the template shows. `page` has the addresses of `canonical()`."""
    if not page:
        return {}
    return page | {
        "title": title,
        "site_name": settings.SITE_NAME,
        "locale": LOCALES.get(get_language(), get_language()),
        "other_locales": [LOCALES.get(code, code) for code in CODES if code != get_language()],
        "picture": picture and picture | {"url": urljoin(page["own"], picture["url"])},
        "work": work,
    }


@register.simple_tag(takes_context=True)
def qr_code(context):
    """A QR code of the permanent address of the page, which its citation names too."""
    return qr.svg(canonical_url(context["request"], {}, settings.LANGUAGE_CODE))
