"""The text of a form that was refused, so that the page can show it again."""

import re

from django import template
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

register = template.Library()

TEXT_FIELDS = {"text", "title", "reason"}
NEVER_SHOWN = re.compile(r"csrfmiddlewaretoken|.*password.*|form_token|_.*|initial-.*|seen-.*")
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, OSError)


@register.inclusion_tag("_unsent.html", takes_context=True)
def unsent(context):
    """Fields with the text, to be copied."""
    return {"words": typed_texts(context.get("request"))}


def typed_texts(request):
    """The values of the form that a person seems to have typed."""
    return [value for name, value in submitted_fields(request) if is_typed_text(name, value)]


def fields_to_send_again(request):
    """Name, value, and whether a person typed it, for a form that sends the same again."""
    return [
        (name, value, is_typed_text(name, value))
        for name, value in submitted_fields(request)
        if name != "csrfmiddlewaretoken"
    ]


def is_typed_text(name, value):
    if NEVER_SHOWN.fullmatch(name) or not value.strip():
        return False
    return name.rpartition("-")[2] in TEXT_FIELDS or re.search(r"\S\s+\S", value) is not None


def submitted_fields(request):
    """Names and values of the form in the request."""
    if request is None or request.method != "POST":
        return []
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except UNREADABLE:
        return []
