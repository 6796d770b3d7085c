from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

EVERY = 5  # of so many lines one is numbered, as in printed editions


@register.filter
def verse(text, first):
    """The lines of a stanza. The stylesheet shows their numbers on paper."""
    lines = enumerate(text.splitlines(), start=first)
    return format_html_join("", "{}<br>", ((_line(number, words),) for number, words in lines))


def _line(number, words):
    if number % EVERY:
        return words
    return format_html('<span data-line="{}">{}</span>', number, words)
