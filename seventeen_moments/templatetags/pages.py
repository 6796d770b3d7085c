from django import template

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
