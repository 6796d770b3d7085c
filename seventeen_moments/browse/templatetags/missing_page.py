"""Words to search for, from an address to which there is no page."""

from django import template

from seventeen_moments.browse.redirects.readings import sought

register = template.Library()


@register.simple_tag(takes_context=True)
def words_in_address(context):
    request = context.get("request")
    return sought(request.path_info).words if request else ""
