from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..languages import attributes_of
from ..names import in_words, parse

register = template.Library()
register.filter("names", in_words)


@register.filter
def isolated_names(text, page=None):
    """The names, each in its own writing direction, and in the language of a page."""
    attributes = attributes_of(page, "") if page else ""
    names = [format_html("<bdi{}>{}</bdi>", attributes, name) for name in parse(text)]
    return SafeString(get_text_list(names, _("and")))
