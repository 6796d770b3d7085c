"""Dates of sources, as an editor writes them and a reader reads them."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


def validate_date(text):
    """Only what claims to be a calendar date is checked; "about 1953" stands as written."""
    if ISO.fullmatch(text) and _calendar_date(text) is None:
        raise ValidationError(_("There is no day %(date)s in the calendar."), params={"date": text})


def in_words(text):
    """ "1953-03-27" as "27 March 1953", "1953-03" as "March 1953", anything else as it stands."""
    day = _calendar_date(text)
    if day is None:
        return text
    # E: the month as a date declines it, "27 марта" beside "март".
    return date_format(day, "j E Y" if text.count("-") == 2 else "F Y")


def _calendar_date(text):
    match = ISO.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups(default="01")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
