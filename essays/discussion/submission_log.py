"""What readers sent in the last day, to limit how often one address writes and to find repeats.

Addresses and texts are stored only as hashes, keyed with SECRET_KEY and the day, and only for a
day: enough to count and compare, too little to identify anybody.
"""

from collections import Counter
from datetime import timedelta

from django.db import models

from seventeen_moments.core.keyed_hash import keyed_hashes
from seventeen_moments.core.lookalikes import bare, skeleton
from seventeen_moments.core.retention import delete_expired, retention_rule

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class LoggedSubmissionQuerySet(models.QuerySet):
    def log(self, address, text, at):
        words = _hash(skeleton(bare(text)), at)
        return self.create(address=_hash(address, at), text=words, at=at)

    def in_last_hour(self, address, at):
        return self.filter(address__in=_hashes(address, at), at__gt=at - HOUR)

    def in_last_day(self, address, at):
        return self.filter(address__in=_hashes(address, at), at__gt=at - DAY)

    def counts_in_last_day(self, addresses, at):
        """How often each of them was logged: `{address: count}`. One query."""
        by_hash = {hashed: each for each in addresses for hashed in _hashes(each, at)}
        logged = self.filter(address__in=by_hash, at__gt=at - DAY) if by_hash else self.none()
        return Counter(by_hash[hashed] for hashed in logged.values_list("address", flat=True))

    def latest_time(self, address, at):
        return self.in_last_day(address, at).aggregate(latest=models.Max("at"))["latest"]

    def repeated(self, text, at):
        """Texts that look the same are the same, whatever letters they have."""
        return self.filter(text__in=_hashes(skeleton(bare(text)), at), at__gt=at - DAY)


class LoggedSubmission(models.Model):
    address = models.CharField(max_length=64)
    text = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects = LoggedSubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="essays_submission_address"),
            models.Index(fields=["text", "at"], name="essays_submission_text"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


@retention_rule("hashes of submissions")
def delete_log(at):
    return delete_expired(LoggedSubmission.objects.filter(at__lte=at - DAY))


def _hashes(value, at):
    """The last 24 hours are part of two days, each with its own salt."""
    return _hashes_of_day(value, at) + _hashes_of_day(value, at - DAY)


def _hash(value, at):
    return _hashes_of_day(value, at)[0]


def _hashes_of_day(value, day):
    return keyed_hashes(f"essays.discussion.submission_log.{day:%Y-%m-%d}", value)
