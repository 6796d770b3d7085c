from django import template

register = template.Library()


@register.inclusion_tag("essays/_line.html", takes_context=True)
def line_of_moments(context, year):
    """The small line at the head of a page, with the year as the place where the reader is."""
    return {"moments": context["moments"], "year": year}


@register.inclusion_tag("essays/_onward.html", takes_context=True)
def moments_around(context, year):
    moments = context["moments"]
    before = [moment for moment in moments if moment.year < year]
    after = [moment for moment in moments if moment.year > year]
    return {"previous": before[-1] if before else None, "next": after[0] if after else None}
