"""The field for captions and subtitles: a row for each track, by language, text or file."""

from itertools import count, takewhile
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .. import cues, languages, tracks, webvtt
from ..tracks import File, Purpose

EMPTY_ROWS = 2  # to add tracks


class Row(NamedTuple):
    number: int
    language: str = ""
    purpose: str = ""
    text: str = ""
    remove: bool = False
    refused: str = ""  # why its file was not read

    @property
    def is_kept(self):
        return not self.remove and bool(self.text or self.language or self.refused)

    def files(self):
        """One, or several that were pasted together."""
        found = tracks.files(self.text) or [File("", "", "")]
        if len(found) == 1:
            return [File(self.language, self.purpose, found[0].body)]
        first, *others = found
        language, purpose = first.language or self.language, first.purpose or self.purpose
        return [File(language, purpose, first.body), *others]

    def opened(self):
        """What a file says of itself is chosen where nothing was, and no longer in its text."""
        found = tracks.files(self.text)
        if len(found) != 1:
            return self
        language = self.language or languages.normal(found[0].language) or found[0].language
        purpose = self.purpose or found[0].purpose.lower()
        return self._replace(language=language, purpose=purpose, text=found[0].body)

    def fault(self):
        """What is wrong with the row itself, None for nothing."""
        params = {"number": self.number, "reason": self.refused}
        if self.refused:
            return ValidationError(_("Track %(number)d: %(reason)s"), params=params)
        if not self.text:
            sentence = _(
                "Track %(number)d has no text: choose a file, enter the text, or tick “Remove”."
            )
            return ValidationError(sentence, params=params)
        return None

    def is_faulty(self):
        if not self.is_kept:
            return False
        try:
            tracks.read([(self.number, file) for file in self.files()])
        except ValidationError:
            return True
        return bool(self.fault())


def rows_of(text):
    """The rows in which the form shows a text."""
    found = enumerate(tracks.files(text or ""), start=1)
    return [Row(number, text=file.body, **_about(file)) for number, file in found]


def _about(file):
    language = languages.normal(file.language) or file.language
    return {"language": language, "purpose": file.purpose.lower()}


class TracksInput(forms.Widget):
    """Works without a script. What was typed or sent stands in the rows after a refusal; a
    browser sends no file twice, so the words of one stand in its row, too."""

    template = "admin/resources/_tracks.html"
    needs_multipart_form = True

    class Media:
        css = {"all": ["seventeen_moments/admin/tracks.css"]}

    def id_for_label(self, id_):
        return f"{id_}-0-language" if id_ else id_

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-0-text" not in data

    def value_from_datadict(self, data, files, name):
        numbers = takewhile(lambda number: f"{name}-{number}-text" in data, count())
        return [_sent(data, files, f"{name}-{number}", number + 1) for number in numbers]

    def render(self, name, value, attrs=None, renderer=None):
        sent = isinstance(value, list)
        rows = list(value) if sent else rows_of(value)
        filled = max((row.number for row in rows if row.text or row.language), default=0)
        rows += [Row(number) for number in range(len(rows) + 1, filled + EMPTY_ROWS + 1)]
        attrs = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "id": attrs.get("id", name),
            "described": bool(attrs.get("aria-describedby")),
            "rows": [self._shown(row, faulty=sent and row.is_faulty()) for row in rows],
            "purposes": [
                (Purpose.CAPTIONS, _("Captions: speech and sounds")),
                (Purpose.SUBTITLES, _("Subtitles: a translation")),
            ],
        }
        return render_to_string(self.template, context)

    def _shown(self, row, faulty):
        offered = {"": "---------", **dict(languages.choices())}
        further = dict(languages.transliterations())
        if row.language not in offered | further:
            offered[row.language] = languages.name(row.language)
        return {
            "row": row,
            "place": row.number - 1,
            "title": languages.name(row.language) if row.language else "",
            "faulty": faulty,
            "languages": list(offered.items()),
            "transliterations": list(further.items()),
        }


def _sent(data, files, name, number):
    row = Row(
        number,
        data.get(f"{name}-language", ""),
        data.get(f"{name}-purpose", ""),
        webvtt.LINE_END.sub("\n", data[f"{name}-text"]).strip("\n"),
        f"{name}-remove" in data,
    )
    if upload := files.get(f"{name}-file"):
        row = _with_file(row, upload)
    return row.opened()


def _with_file(row, upload):
    if upload.size > webvtt.LARGEST:
        refused = _("the file “%(name)s” is too large for captions or subtitles.")
        return row._replace(refused=refused % {"name": upload.name})
    upload.seek(0)
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        refused = _("the file “%(name)s” is not in UTF-8. Save it as UTF-8 and choose it again.")
        return row._replace(refused=refused % {"name": upload.name})
    return row._replace(text=webvtt.LINE_END.sub("\n", text).strip("\n"))


class TracksFormField(forms.Field):
    """Its value is the text that tracks.parse() reads.

    An admin names it in `formfield_overrides`, see TRACKS.
    """

    widget = TracksInput

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**kwargs)

    def clean(self, rows):
        kept = [row for row in rows or [] if row.is_kept]
        faults = [row.fault() for row in kept if row.fault()]
        found = [(row.number, file) for row in kept if not row.fault() for file in row.files()]
        try:
            tracks.read(found)
        except ValidationError as refusal:
            faults += refusal.error_list
        if faults:
            raise ValidationError(sorted(faults, key=lambda fault: fault.params["number"]))
        text = tracks.normal(
            tracks.combined(
                file._replace(body=cues.as_webvtt(file.body)) for _number, file in found
            )
        )
        self.validate(text)
        self.run_validators(text)
        return text

    def has_changed(self, initial, rows):
        if self.disabled:
            return False
        kept = [row._replace(number=0) for row in rows or [] if row.is_kept]
        return kept != [row._replace(number=0) for row in rows_of(initial)]


TRACKS = {"form_class": TracksFormField, "widget": TracksInput}
