"""What came in within the last day: enough to count and compare, too little to know who it was.

Addresses and texts are kept as hashes, keyed with SECRET_KEY and the day, for a day.
"""

from datetime import timedelta

from django.db import models
from django.utils.crypto import salted_hmac

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class ArrivalQuerySet(models.QuerySet):
    def note(self, address, text, at):
        self.filter(at__lte=at - DAY).delete()
        return self.create(address=_keyed(address, at), text=_keyed(text, at), at=at)

    def in_the_hour(self, address, at):
        return self.filter(address__in=_keys(address, at), at__gt=at - HOUR)

    def saying(self, text, at):
        return self.filter(text__in=_keys(text, at), at__gt=at - DAY)


class Arrival(models.Model):
    address = models.CharField(max_length=64)
    text = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="essays_arrival_from"),
            models.Index(fields=["text", "at"], name="essays_arrival_saying"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


def _keys(value, at):
    return [_keyed(value, at), _keyed(value, at - DAY)]


def _keyed(value, at):
    return salted_hmac(
        f"essays.discussion.submission_log.{at:%Y-%m-%d}", value, algorithm="sha256"
    ).hexdigest()
