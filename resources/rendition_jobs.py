"""The queue of pictures whose larger renditions and tiles are still to be made.

By hand, as the queue of mails: of the packages, those that run on both databases do not take up the
jobs of a killed worker, or ask for resident processes. A job names a file, which never changes, and
not a row: it does not matter whether a row, a draft or an earlier version has the file.
"""

from datetime import timedelta

from django.contrib import messages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.completeness import Check

CLAIM = timedelta(minutes=5)  # longer than the work; then its worker was killed, or the disk full
BEING_MADE = _("Smaller versions are being made. Until then, pictures may be less sharp.")
MOST_CLAIMS = 4  # after so many, the picture itself seems to be what kills the worker


class RenditionJobQuerySet(models.QuerySet):
    def free(self, at):
        unclaimed = Q(claimed=None) | Q(claimed__lt=at - CLAIM)
        return self.filter(unclaimed, failure="").order_by("pk")

    def of(self, row):
        """Those of the uploads of a row, or of the draft that it shows."""
        folders = [getattr(row, column) for column in row.folder_columns()]
        return self.filter(folder__in=filter(None, folders))

    def claim(self, at=None):
        """Claims the oldest job, which no other worker gets then, or returns None."""
        at = at or timezone.now()
        free = self.free(at)
        free.filter(claims__gte=MOST_CLAIMS).update(failure=RenditionJob.Failure.KILLED)
        for key in free.values_list("pk", flat=True)[:10]:
            if free.filter(pk=key).update(claimed=at, claims=F("claims") + 1):
                return self.filter(pk=key).first()
        return None


class RenditionJob(models.Model):
    class Failure(models.TextChoices):
        DAMAGED = "damaged", _("This picture is damaged or incomplete. Replace its file.")
        MISSING = "missing", _("The file of this picture is missing.")
        KILLED = (
            "killed",
            _(
                "Smaller versions of this picture could not be made. "
                "Replace its file by a smaller one."
            ),
        )

    folder = models.CharField(max_length=40, unique=True)
    field = models.CharField(max_length=40)  # of the upload
    name = models.CharField(max_length=200)  # of the stored file
    claimed = models.DateTimeField(null=True)
    claims = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=10, blank=True, choices=Failure)

    objects = RenditionJobQuerySet.as_manager()

    def __str__(self):
        return self.name

    def is_free(self):
        return type(self).objects.free(timezone.now()).filter(pk=self.pk).exists()

    @property
    def level(self):
        return messages.WARNING if self.failure else messages.INFO

    @property
    def in_words(self):
        """For the editor."""
        return self.get_failure_display() or BEING_MADE


def _condition(model):
    failed = RenditionJob.objects.exclude(failure="").values("folder")
    return Q(*((f"{name}__in", failed) for name in model.folder_columns()), _connector=Q.OR)


# Rows whose picture is not shown, or less sharp, until an editor does something.
UNREADABLE = Check(
    "renditions",
    _("With a picture that could not be read"),
    lambda model: hasattr(model, "RENDITIONS"),
    _condition,
)
