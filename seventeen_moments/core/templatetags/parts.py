"""Parts of pages that are remembered: prepared.py."""

from django import template
from django.utils.safestring import SafeData, mark_safe

from .. import prepared

register = template.Library()


@register.simple_tag(name="prepared")
def prepared_part(template_name, **context):
    """Includes the template with these variables only.

    They are texts, or have a `key` that tells all that the template shows of them.
    """
    values = tuple((name, _key(value)) for name, value in context.items())
    return prepared.html(template_name, values, lambda: context)


def _key(value):
    if isinstance(value, str):
        return "".join([value]), isinstance(value, SafeData)
    return value.key


@register.simple_block_tag
def captured(content):
    """The content as a variable, stripped."""
    return mark_safe(content)  # noqa: S308 - rendered by the block
