from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from seventeen_moments.editorial.forms import PublishableForm
from seventeen_moments.versions.draft_forms import DraftFormSetMixin
from seventeen_moments.versions.overlay import is_marked_for_deletion

from .. import caption_files, embedded_metadata, pictures, webvtt
from ..models import Image
from .edtf_widget import DatedFormMixin


def read_as(name, encoding):
    words = {"name": name, "encoding": encoding}
    return _("The file “%(name)s” was read as %(encoding)s.") % words


def taken_from_files(names):
    """A sentence about the fields that were filled in, if there are any."""
    if not names:
        return []
    fields = ", ".join(str(Image._meta.get_field(name).verbose_name) for name in names)
    return [_("Taken from the files: %(fields)s. Please check.") % {"fields": fields}]


class SourceForm(DatedFormMixin, PublishableForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.remarks = []  # sentences for the editor, once the form is saved

    def clean(self):
        super().clean()
        for field in self.fields.values():
            self.remarks += getattr(field, "remarks", [])
        return self.cleaned_data

    def _post_clean(self):
        super()._post_clean()
        self.has_new_picture = (
            isinstance(self.instance, Image)
            and not self.errors
            and "file" in self.changed_data
            and bool(self.cleaned_data.get("file"))
        )
        if self.has_new_picture and (several := pictures.remark(self.instance.file.file)):
            self.remarks.append(several)


class ImageForm(SourceForm):
    def _post_clean(self):
        """Fills the empty fields of a new picture with what its file says."""
        super()._post_clean()
        if self.has_new_picture and self.instance.pk is None:
            metadata = pictures.read_with_tiles_quickly(self.instance.file.file).metadata
            self.remarks += taken_from_files(embedded_metadata.fill_in(self.instance, metadata))


class RecordingForm(SourceForm):
    timing_file = forms.FileField(
        label=_("timing from a file"),
        help_text=_("A WebVTT, SubRip or LRC file. It replaces the text above."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".vtt,.srt,.sbv,.lrc,text/*"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "timing" in self.fields:
            self.fields["timing"].duration = self.instance.duration

    def clean_timing(self):
        if self.fields["timing"].remarks:
            self._show_converted()
        return self.cleaned_data["timing"]

    def clean_timing_file(self):
        upload = self.cleaned_data["timing_file"]
        if not upload:
            return upload
        if upload.size > webvtt.LARGEST:
            raise ValidationError(_("This file is too large for the timing of a recording."))
        try:
            text, encoding = caption_files.decode(upload.read())
        except UnicodeError:
            raise ValidationError(
                _("This file is not in UTF-8, UTF-16 or Windows-1251. Save it as UTF-8.")
            ) from None
        self.cleaned_data["timing"] = self.fields["timing"].clean(text)
        self.errors.pop("timing", None)  # of the text that the file replaces
        self._show_converted()
        if encoding != "UTF-8":
            self.remarks.append(read_as(upload.name, encoding))
        return upload

    def _show_converted(self):
        """Errors found later name the lines of the stored text, so a refused form shows it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("timing")] = self.cleaned_data["timing"]


class ConfirmLinkedDeletionMixin:
    """A formset of sources that deletes linked sources only after a confirmation."""

    def clean(self):
        super().clean()
        deleted = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        deleted = [source for source in deleted if not is_marked_for_deletion(source)]  # confirmed
        if not deleted:
            return
        self.instance.derive()  # the body as it will be saved
        confirmed = self.data.getlist(f"{self.prefix}-remove")
        linked = [source for source in deleted if source.key in self.instance.source_links]
        for source in linked:
            source.essay = self.instance
        if {source.key for source in linked} - set(confirmed):
            context = {"sources": linked, "name": f"{self.prefix}-remove"}
            message = render_to_string("admin/resources/_confirm_removal.html", context)
            raise ValidationError(message)


class SourceFormSet(DraftFormSetMixin, ConfirmLinkedDeletionMixin, forms.BaseInlineFormSet):
    """A section of an essay, as rows in the essay's form."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if deletion := form.fields.get(DELETION_FIELD_NAME):
            deletion.widget.attrs["aria-label"] = deletion.label

    def validate_unique(self):
        """Slugs must be unique among the rows and the stored sources; empty ones are filled in.

        Django's own check treats empty slugs as equal, and does not query the database.
        """
        stored = dict(self.model.objects.filter(essay=self.instance.pk).values_list("slug", "pk"))
        rows = [form for form in self.forms if form.is_valid() and form.instance.title]
        taken = set()
        for form in rows:
            slug = form.instance.slug
            if slug in taken or stored.get(slug, form.instance.pk) != form.instance.pk:
                form.add_error(
                    "slug", _("This section of the essay already has a source with this slug.")
                )
            elif slug:
                taken.add(slug)
        for form in rows:
            if not form.instance.slug:
                form.instance.slug = form.instance.free_slug(besides=taken)
                taken.add(form.instance.slug)
