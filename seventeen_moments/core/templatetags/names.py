from django import template
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..names import in_words, parse
from .display import isolated

register = template.Library()
register.filter("names", in_words)


@register.filter
def isolated_names(text):
    """The names, each in its own writing direction."""
    return SafeString(get_text_list([isolated(name) for name in parse(text)], _("and")))
