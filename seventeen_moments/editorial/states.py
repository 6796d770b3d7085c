"""Whether a page is public, in one word, as lists and rows show it."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.publication import Status

from .reviews import Review


def state_of(obj):
    name, words = _state(obj)
    if getattr(obj, "has_draft", False):
        words = _("%(state)s, with a draft") % {"state": words}
    return format_html('<span class="state {}">{}</span>', name, words)


def _state(obj):
    review = getattr(obj, "review_state", None)
    if review == Review.State.WAITING:
        return "waiting", _("Ready for review")
    if review == Review.State.ANSWERED and obj.remarks_to_do:
        return "waiting", _("Remarks: %(number)d") % {"number": obj.remarks_to_do}
    if obj.status == Status.DRAFT:
        return "draft", _("Draft")
    if obj.published_at > timezone.now():
        return "later", _("Scheduled")
    if not obj.is_published():
        return "later", _("With its essay")
    return "public", _("Public")
