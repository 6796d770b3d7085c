from django import template

register = template.Library()

MAX_MOMENTS = 17  # fit the narrowest window that shows more than the previous and the next


@register.inclusion_tag("essays/_line.html", takes_context=True)
def line_of_moments(context, year):
    """The small line of years at the head of a page, with the year of the page marked.

    Of many moments, only those around the year are shown; /years/ has all of them.
    """
    moments, year = context["moments"], year or 0
    index = sum(moment.year < year for moment in moments)
    start = max(0, min(index - MAX_MOMENTS // 2, len(moments) - MAX_MOMENTS))
    return {
        "moments": moments[start : start + MAX_MOMENTS],
        "year": year,
        "has_earlier": start > 0,
        "has_later": start + MAX_MOMENTS < len(moments),
    }


@register.inclusion_tag("essays/_onward.html", takes_context=True)
def moments_around(context, year):
    moments = context["moments"]
    before = [moment for moment in moments if moment.year < year]
    after = [moment for moment in moments if moment.year > year]
    return {"previous": before[-1] if before else None, "next": after[0] if after else None}
