from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(alive=False)


class LinkCheck(models.Model):
    """What an address on the web said when an editor last had it asked.

    It belongs to the address, not to a reference: a changed address has not been asked yet.
    """

    class FailureReason(models.TextChoices):
        """Why nothing came that has a status of HTTP."""

        HOST = "host", _("host not found")
        TIME = "time", _("timed out")
        CERTIFICATE = "certificate", _("invalid certificate")
        FORBIDDEN = "forbidden", _("not a public web address")
        ROUND = "round", _("too many redirects")
        OTHER = "other", _("connection failed")

    url = models.URLField(unique=True)
    alive = models.BooleanField()
    said = models.CharField(max_length=20)  # the status, "404", or one of FailureReason
    asked = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    def __str__(self):
        return str(dict(self.FailureReason.choices).get(self.said, self.said))
