from django.template import Library
from django.utils.html import format_html, format_html_join

register = Library()

MARKUP = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


@register.filter
def marked_up(pieces):
    """The [(op, text)] of a word diff as HTML, without white space between the pieces."""
    html = ((format_html(MARKUP[op], text),) for op, text in pieces or [])
    return format_html_join("", "{}", html)
