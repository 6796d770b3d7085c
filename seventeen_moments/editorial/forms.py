import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.publication import TIME_OUT_OF_RANGE, YEARS, Status
from seventeen_moments.versions.overlay import is_live
from seventeen_moments.versions.recording import note_field

NOW, LATER = "now", "later"
UNSCHEDULE = "_unschedule"  # the name of a button


class PublishableForm(forms.ModelForm):
    """Keeps what is scheduled complete: nothing else would check it before it becomes public."""

    user = None  # set by the admin

    def _post_clean(self):
        super()._post_clean()  # copies the submitted values to the instance
        if self.instance.status == Status.PUBLISHED and not is_live(self.instance):
            for check in missing_requirements(self.instance):
                field = check.field(type(self.instance))
                self.add_error(field if field in self.fields else None, check.requirement)


class TimeField(forms.SplitDateTimeField):
    """Keeps the scheduled time if the form sends back what it showed.

    Otherwise an hour that the clock repeats in autumn could not be chosen again. A date alone is
    the beginning of that day.
    """

    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date", "aria-label": _("Date")},
        time_attrs={"type": "time", "aria-label": _("Time")},
        date_format="%Y-%m-%d",
        time_format="%H:%M",
    )
    scheduled = None

    def compress(self, data_list):
        if data_list and data_list[0] and not data_list[1]:
            data_list = [data_list[0], datetime.time()]
        if self.scheduled and data_list:
            shown = timezone.localtime(self.scheduled).replace(second=0, microsecond=0)
            if data_list == [shown.date(), shown.time()]:
                return self.scheduled
        return super().compress(data_list)


class PublishForm(forms.Form):
    """When to publish, and why."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("Now")), (LATER, _("At a date and time"))],
        widget=forms.RadioSelect,
    )
    time = TimeField(label=_("Date and time"), required=False)

    def __init__(self, data=None, scheduled=None, note=""):
        initial = {"when": LATER if scheduled else NOW, "time": scheduled, "note": note}
        super().__init__(data, initial=initial)
        self.fields["note"] = note_field()
        self.fields["time"].scheduled = scheduled

    def clean(self):
        super().clean()
        if self.errors or UNSCHEDULE in self.data:
            return
        when, time = self.cleaned_data["when"], self.cleaned_data["time"]
        if when == NOW and time and time != self.initial["time"]:
            self.add_error("when", _("You chose “Now”, but also a time. Choose one of the two."))
        elif when == LATER and not time:
            self.add_error("time", _("Enter the date and the time of the publication."))
        elif when == LATER and time <= timezone.now():
            self.add_error("time", _("This time has passed. Choose a later one, or “Now”."))
        elif when == LATER and time.year not in YEARS:
            self.add_error("time", TIME_OUT_OF_RANGE)

    @property
    def at(self):
        """None to publish at once."""
        return self.cleaned_data["time"] if self.cleaned_data["when"] == LATER else None


class UnpublishForm(forms.Form):
    note = note_field()
