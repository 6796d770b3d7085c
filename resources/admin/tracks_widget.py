"""The field for captions and subtitles: a row for each track, with language, text and file."""

from itertools import count, takewhile
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from seventeen_moments.core import languages

from .. import caption_files, text_tracks, webvtt
from ..text_tracks import File, Purpose
from .forms import read_as

EMPTY_ROWS = 2  # to add tracks


class Row(NamedTuple):
    number: int
    language: str = ""
    purpose: str = ""
    text: str = ""
    remove: bool = False
    file_error: str = ""  # why its file was not read
    read_as: tuple = ("", "UTF-8")  # name and encoding of its file
    converted_from: str = ""  # the format of its text, unless that is WebVTT

    @property
    def is_filled(self):
        return not self.remove and bool(self.text or self.language or self.file_error)

    def files(self):
        """One, or several that were pasted together."""
        first, *others = text_tracks.files(self.text) or [File("", "", "")]
        if not others:
            return [File(self.language, self.purpose, first.body)]
        language, purpose = first.language or self.language, first.purpose or self.purpose
        return [File(language, purpose, first.body), *others]

    def with_description(self):
        """Moves language and purpose from the text to the row, unless they were chosen there."""
        files = text_tracks.files(self.text)
        if len(files) != 1:
            return self
        [file] = files
        language = self.language or languages.normalize(file.language) or file.language
        purpose = self.purpose or file.purpose.lower()
        return self._replace(language=language, purpose=purpose, text=file.body)

    def error(self):
        """The error of the row itself, or None."""
        params = {"number": self.number, "reason": self.file_error}
        if self.file_error:
            return ValidationError(_("Track %(number)d: %(reason)s"), params=params)
        if not self.text:
            sentence = _(
                "Track %(number)d has no text: choose a file, enter the text, or tick “Remove”."
            )
            return ValidationError(sentence, params=params)
        return None

    def remarks(self):
        """What the editor is told of how the text was read."""
        name, encoding = self.read_as
        if encoding != "UTF-8":
            yield read_as(name, encoding)
        if name := self.converted_from or caption_files.format_name(self.text):
            words = {"number": self.number, "format": name}
            yield _("Track %(number)d was converted from %(format)s to WebVTT.") % words

    def has_error(self):
        if not self.is_filled:
            return False
        try:
            text_tracks.read([(self.number, file) for file in self.files()])
        except ValidationError:
            return True
        return bool(self.error())


def rows_of(text):
    """The rows that the form shows for a text."""
    return [
        Row(
            number,
            languages.normalize(file.language) or file.language,
            file.purpose.lower(),
            file.body,
        )
        for number, file in enumerate(text_tracks.files(text or ""), start=1)
    ]


class TracksInput(forms.Widget):
    """Works without JavaScript.

    After a refusal the rows keep their input, also the text of an uploaded file, because a browser
    does not send a file twice.
    """

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
        return [_submitted_row(data, files, f"{name}-{number}", number + 1) for number in numbers]

    def render(self, name, value, attrs=None, renderer=None):
        is_submitted = isinstance(value, list)
        rows = list(value) if is_submitted else rows_of(value)
        last = max((row.number for row in rows if row.text or row.language), default=0)
        rows += [Row(number) for number in range(len(rows) + 1, last + EMPTY_ROWS + 1)]
        attrs = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "id": attrs.get("id", name),
            "described": bool(attrs.get("aria-describedby")),
            "rows": [self._row_context(row, is_submitted and row.has_error()) for row in rows],
            "purposes": [
                (Purpose.CAPTIONS, _("Captions: speech and sounds")),
                (Purpose.SUBTITLES, _("Subtitles: a translation")),
            ],
        }
        return render_to_string(self.template, context)

    def _row_context(self, row, has_error):
        choices = {"": "---------", **dict(languages.choices())}
        transliterations = dict(languages.transliterations())
        if row.language not in choices | transliterations:
            choices[row.language] = languages.name(row.language)
        return {
            "row": row,
            "index": row.number - 1,
            "title": languages.name(row.language) if row.language else "",
            "has_error": has_error,
            "languages": list(choices.items()),
            "transliterations": list(transliterations.items()),
        }


def _submitted_row(data, files, name, number):
    row = Row(
        number,
        data.get(f"{name}-language", ""),
        data.get(f"{name}-purpose", ""),
        webvtt.LINE_END.sub("\n", data[f"{name}-text"]).strip("\n"),
        f"{name}-remove" in data,
    )
    if upload := files.get(f"{name}-file"):
        row = _with_text_of_file(row, upload)
    return _lrc_converted(row).with_description()


def _with_text_of_file(row, upload):
    if upload.size > webvtt.LARGEST:
        error = _("the file “%(name)s” is too large for captions or subtitles.")
        return row._replace(file_error=error % {"name": upload.name})
    upload.seek(0)
    try:
        text, encoding = caption_files.decode(upload.read())
    except UnicodeError:
        error = _(
            "the file “%(name)s” is not in UTF-8, UTF-16 or Windows-1251. Save it as UTF-8 and "
            "choose it again."
        )
        return row._replace(file_error=error % {"name": upload.name})
    text = webvtt.LINE_END.sub("\n", text).strip("\n")
    return row._replace(text=text, read_as=(upload.name, encoding))


def _lrc_converted(row):
    """The errors of an LRC file name its own lines; those found later, of the text shown."""
    if caption_files.format_name(row.text) != "LRC" or len(row.text) > webvtt.LARGEST:
        return row
    try:
        return row._replace(text=caption_files.to_webvtt(row.text), converted_from="LRC")
    except ValidationError:
        return row  # read() reports it


class TracksFormField(forms.Field):
    """Its value is the text that text_tracks.parse() reads.

    An admin class names it in `formfield_overrides`, see TRACKS.
    """

    widget = TracksInput
    remarks = ()

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**kwargs)

    def clean(self, rows):
        filled = [row for row in rows or [] if row.is_filled]
        self.remarks = [remark for row in filled for remark in row.remarks()]
        errors = [row.error() for row in filled if row.error()]
        numbered = [(row.number, file) for row in filled if not row.error() for file in row.files()]
        try:
            text_tracks.read(numbered)
        except ValidationError as error:
            errors += error.error_list
        if errors:
            raise ValidationError(sorted(errors, key=lambda error: error.params["number"]))
        text = text_tracks.normalize(
            text_tracks.join(
                file._replace(body=caption_files.to_webvtt(file.body)) for _number, file in numbered
            )
        )
        self.validate(text)
        self.run_validators(text)
        return text

    def has_changed(self, initial, rows):
        if self.disabled:
            return False
        filled = [row._replace(number=0, read_as=None) for row in rows or [] if row.is_filled]
        return filled != [row._replace(number=0, read_as=None) for row in rows_of(initial)]


TRACKS = {"form_class": TracksFormField, "widget": TracksInput}
