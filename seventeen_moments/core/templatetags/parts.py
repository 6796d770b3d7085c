"""Parts of pages that are remembered: prepared.py."""

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeData, mark_safe

from .. import prepared
from ..listed import Listed

register = template.Library()


@register.simple_tag(name="prepared")
def prepared_part(template_name, **context):
    """Includes the template with these variables only.

    They are plain values, rows of lists, or have a `key` that tells all that the template shows
    of them. With a model, such as that of a draft, the part is rendered each time.
    """
    try:
        values = tuple((name, _key(value)) for name, value in context.items())
    except TypeError:
        return render_to_string(template_name, context)
    return prepared.html("".join([template_name]), values, lambda: context)


def _key(value):
    if type(value) is Listed:  # isinstance() would make its object
        return value.row
    if isinstance(value, str):
        return "".join([value]), isinstance(value, SafeData)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, list | tuple | dict):
        return [_key(each) for each in (value.values() if isinstance(value, dict) else value)]
    if isinstance(value, Model):
        raise TypeError
    return str(value) if isinstance(value, Promise) else value.key


@register.simple_block_tag
def captured(content):
    """The content as a variable, stripped."""
    return mark_safe(content)  # noqa: S308 - rendered by the block


@register.tag
def remembered(parser, token):
    """Remembers what is between it and `endremembered`, which must follow from the values.

    `{% remembered values %}`; without values it is rendered each time.
    """
    _tag, values = token.split_contents()
    nodelist = parser.parse(["endremembered"])
    parser.delete_first_token()
    return RememberedNode(nodelist, parser.compile_filter(values))


class RememberedNode(template.Node):
    def __init__(self, nodelist, values):
        self.nodelist, self.values = nodelist, values

    def render(self, context):
        values = self.values.resolve(context, ignore_failures=True)
        if values is None:
            return self.nodelist.render(context)
        name = "".join([context.template_name])
        return prepared.remembered(name, values, lambda: self.nodelist.render(context))
