"""What readers sent to the editors."""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import may_view
from seventeen_moments.corrections.models import Correction

from .data_source import Line, PersonalDataSource

TOLD = ["id", "title", "about", "quote", "text", "name", "email", "state", "suspicion"]


def find(email):
    subjects = [Essay.objects.all(), *(kind.objects.select_related("essay") for kind in kinds())]
    found = Correction.objects.filter(email__iexact=email).order_by("-pk")
    return found.prefetch_related(GenericPrefetch("subject", subjects))


def tell(corrections):
    for correction in corrections:
        told = {name: getattr(correction, name) for name in TOLD}
        yield told | {"sent": correction.created.isoformat()}


def line(correction, user):
    hidden = correction.subject and not may_view(user, correction.subject)
    return Line(
        where=_("Not public") if hidden else correction.title,
        url=reverse("admin:corrections_correction_change", args=[correction.pk]),
        when=correction.created,
        state=correction.get_state_display(),
        name=correction.name,
        words=correction.text,
    )


def erase(corrections):
    return corrections.delete()[0]


HOLDER = PersonalDataSource(
    name="corrections",
    title=_("Corrections"),
    fate=_("Deleted, including open ones."),
    find=find,
    tell=tell,
    line=line,
    erase=erase,
)
