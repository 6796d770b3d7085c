from django import template
from django.utils.safestring import mark_safe

from seventeen_moments.core.prepared import html

register = template.Library()

TITLE, TEXT = "\ue000title\ue000", "\ue000text\ue000"  # places in the remembered card


@register.simple_tag
def result(hit):
    """The card of a result, which is remembered without the words that the search marked."""
    snippet = hit.snippet
    language = snippet and snippet.language
    card = html(
        "_hit.html",
        (hit.row, language),
        lambda: {"hit": hit, "title": TITLE, "snippet": snippet and snippet._replace(text=TEXT)},
    )
    before, _place, after = card.partition(TITLE)
    if snippet:
        card, _place, end = after.partition(TEXT)
        after = f"{card}{snippet.text}{end}"
    return mark_safe(f"{before}{hit.marked_title}{after}")  # noqa: S308 - escaped in both parts
