from django import template

register = template.Library()

ROOM = 17  # moments, in the narrowest window that shows more than the next ones


@register.inclusion_tag("essays/_line.html", takes_context=True)
def line_of_moments(context, year):
    """The small line at the head of a page, with the year as the place where the reader is.

    Of very many moments those around the year; all of them stand at /years/.
    """
    moments, year = context["moments"], year or 0
    place = sum(moment.year < year for moment in moments)
    start = max(0, min(place - ROOM // 2, len(moments) - ROOM))
    return {
        "moments": moments[start : start + ROOM],
        "year": year,
        "begins_before": start > 0,
        "goes_on": start + ROOM < len(moments),
    }


@register.inclusion_tag("essays/_onward.html", takes_context=True)
def moments_around(context, year):
    moments = context["moments"]
    before = [moment for moment in moments if moment.year < year]
    after = [moment for moment in moments if moment.year > year]
    return {"previous": before[-1] if before else None, "next": after[0] if after else None}
