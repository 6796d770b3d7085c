from django import template

from seventeen_moments.core import prepared

register = template.Library()

LONGEST = 20  # years: the narrowest line to scale has room for as many
ONE_ROW = 22  # years of the largest size are as wide as a desktop
CROWDED = 30  # moments: on a phone, more than these are set side by side


@register.simple_tag(takes_context=True)
def timeline(context, following, here=None):
    """The line of years, to scale. `following` is the id of what the link to skip it leads to."""
    moments = context["moments"]
    return prepared.html(
        "essays/_moments.html",
        (moments.key, following, here),
        lambda: _timeline(moments, following, here),
    )


def _timeline(moments, following, here):
    gaps = [moment.gap for moment in moments[:-1]]
    to_scale = [gap for gap in gaps if gap <= LONGEST]
    longer = len(gaps) - len(to_scale)
    shortest = min(to_scale, default=1)  # has room for a label, and so has the last piece
    dashed = min(shortest + 3, LONGEST)
    return {
        "moments": moments,
        "following": following,
        "here": here,
        "longest": LONGEST,
        "shortest": shortest,
        "dashed": dashed,
        "one_row": sum(to_scale) + longer * dashed + shortest <= ONE_ROW * shortest,
        "crowded": len(moments) > CROWDED,
        "has_longer": longer,
        "has_tall": any(moment.essays > 10 for moment in moments),
    }


@register.simple_tag(takes_context=True)
def line_of_moments(context, year):
    """The small line of years at the head of a page, with the year of the page marked."""
    if not year:
        return ""
    values = {"moments": context["moments"], "year": year, "longest": LONGEST}
    return _prepared("essays/_line.html", context, year, values)


@register.simple_tag(takes_context=True)
def moments_around(context, year):
    return _prepared("essays/_onward.html", context, year)


def _prepared(template, context, year, values=None):
    moments = context["moments"]
    return prepared.html(
        template, (moments.key, year), lambda: _around(moments, year) | (values or {})
    )


def _around(moments, year):
    before = [moment for moment in moments if moment.year < (year or 0)]
    after = [moment for moment in moments if moment.year > (year or 0)]
    return {"previous": before[-1] if before else None, "next": after[0] if after else None}
