"""Corrections that readers have suggested."""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import may_view
from seventeen_moments.corrections.models import Correction

from .data_source import PersonalDataSource, Summary

EXPORTED = ["id", "title", "about", "quote", "text", "name", "email", "state", "suspicion"]


def find(email):
    subjects = [Essay.objects.all(), *(kind.objects.select_related("essay") for kind in kinds())]
    corrections = Correction.objects.filter(email__iexact=email).order_by("-pk")
    return corrections.prefetch_related(GenericPrefetch("subject", subjects))


def shown_title(correction, user):
    hidden = correction.subject and not may_view(user, correction.subject)
    return _("Not public") if hidden else correction.title


def export(corrections, user):
    for correction in corrections:
        fields = {name: getattr(correction, name) for name in EXPORTED}
        fields["title"] = str(shown_title(correction, user))
        yield fields | {"sent": correction.created.isoformat()}


def summary(correction, user):
    return Summary(
        title=shown_title(correction, user),
        url=reverse("admin:corrections_correction_change", args=[correction.pk]),
        time=correction.created,
        state=correction.get_state_display(),
        name=correction.name,
        text=correction.text,
    )


def erase(corrections):
    return corrections.delete()[0]


DATA_SOURCE = PersonalDataSource(
    name="corrections",
    title=_("Corrections"),
    erase_note=_("Deleted, including open ones."),
    find=find,
    export=export,
    summary=summary,
    erase=erase,
)
