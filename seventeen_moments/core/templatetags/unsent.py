"""What was written in a form that could not be taken, for a page to show it again."""

import re

from django import template
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

register = template.Library()

WORDS = {"text", "title", "reason"}
KEPT_TO_OURSELVES = re.compile(r"csrfmiddlewaretoken|.*password.*|stamp|_.*|initial-.*|seen-.*")
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, OSError)


@register.inclusion_tag("_unsent.html", takes_context=True)
def unsent(context):
    """Fields with the words, to be copied."""
    return {"words": words_of(context.get("request"))}


def words_of(request):
    """The values of the form that look as if a person had written them."""
    return [value for name, value in sent(request) if is_words(name, value)]


def is_words(name, value):
    if KEPT_TO_OURSELVES.fullmatch(name) or not value.strip():
        return False
    return name.rpartition("-")[2] in WORDS or re.search(r"\S\s+\S", value) is not None


def sent(request):
    """Names and values of the form that came with the request."""
    if request is None or request.method != "POST":
        return []
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except UNREADABLE:
        return []
