"""What readers sent to the editors."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from seventeen_moments.corrections.models import Correction

from .holder import Holder, Line

TOLD = ["id", "title", "about", "quote", "text", "name", "email", "state", "suspicion"]


def find(email):
    return Correction.objects.filter(email__iexact=email).order_by("-pk")


def tell(corrections):
    for correction in corrections:
        told = {name: getattr(correction, name) for name in TOLD}
        yield told | {"sent": correction.created.isoformat()}


def line(correction):
    return Line(
        where=correction.title,
        url=reverse("admin:corrections_correction_change", args=[correction.pk]),
        when=correction.created,
        state=correction.get_state_display(),
        name=correction.name,
        words=correction.text,
    )


def erase(corrections):
    return corrections.delete()[0]


HOLDER = Holder(
    name="corrections",
    title=_("Corrections"),
    fate=_("Deleted, also those that are open."),
    find=find,
    tell=tell,
    line=line,
    erase=erase,
)
