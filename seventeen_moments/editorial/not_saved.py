"""The answer to a form that does not fit what somebody else saved at the same moment."""

from django.contrib.messages import get_messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from seventeen_moments.core.templatetags.unsent import submitted_fields


def not_saved(admin_site, request):
    """All that was typed, to be sent again: then the form says what does not fit."""
    list(get_messages(request))  # what the form said of its success is not shown
    context = admin_site.each_context(request) | {
        "title": _("Not saved"),
        "fields": [
            (name, value)
            for name, value in submitted_fields(request)
            if name != "csrfmiddlewaretoken"
        ],
        "has_files": bool(request.FILES),
    }
    return render(request, "admin/not_saved.html", context, status=409)
