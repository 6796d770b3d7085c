"""The timing of a transcript: stored as WebVTT, also typed or pasted as SubRip or LRC."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from . import caption_files, webvtt


class TimingField(models.TextField):
    """A WebVTT file."""

    default_validators = [webvtt.parse]

    def to_python(self, value):
        return to_webvtt(super().to_python(value) or "")

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TimingFormField} | kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class TimingFormField(forms.CharField):
    remarks = ()  # sentences for the editor
    duration = None  # of the recording, in seconds, if it is known

    def to_python(self, value):
        text = super().to_python(value)
        converted = to_webvtt(text, self.duration)
        self.remarks = remarks_on(text)
        return converted


def to_webvtt(text, duration=None):
    """Any text in a format that is not converted is unchanged.

    Raises ValidationError with a message that names the line of the file.
    """
    kind = caption_files.format_name(text)
    if not kind:
        return text
    if len(text) > webvtt.LARGEST:
        raise ValidationError(_("This file is too large for the timing of a recording."))
    if kind != "LRC":
        webvtt.cues_in(caption_files.checked_lines(text))
    return caption_files.to_webvtt(text, duration)


def remarks_on(text):
    """What the editor is told of a text that is converted."""
    name = caption_files.format_name(text)
    sentence = _("The times were converted from %(format)s to WebVTT.")
    return [sentence % {"format": name}] if name else []


def join_cues(cues, number):
    """The cue and the next as one."""
    first, second = cues[number : number + 2]
    return [*cues[:number], first._replace(end=max(first.end, second.end)), *cues[number + 2 :]]


def split_cue(cues, number, share):
    """The cue as two, of which the first has this share of its time."""
    cue = cues[number]
    middle = round(cue.start + (cue.end - cue.start) * share, 3)
    if not cue.start < middle < cue.end:
        return cues
    halves = [cue._replace(end=middle), cue._replace(start=middle)]
    return [*cues[:number], *halves, *cues[number + 1 :]]
