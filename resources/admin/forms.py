from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from seventeen_moments.editorial.forms import PublishableForm
from seventeen_moments.editorial.model_admin import is_key
from seventeen_moments.versions.draft_forms import DraftFormSetMixin
from seventeen_moments.versions.overlay import is_marked_for_deletion

from .. import webvtt
from .edtf_widget import DatedFormMixin


class EssaySelect(AutocompleteSelect):
    def optgroups(self, name, value, attr=None):
        # Django queries the database for any submitted value, and fails if it is not a key.
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class SourceForm(DatedFormMixin, PublishableForm):
    pass


class RecordingForm(SourceForm):
    timing_file = forms.FileField(
        label=_("timing from a file"),
        help_text=_("A WebVTT file in UTF-8. It replaces the text above."),
        required=False,
    )

    def clean_timing_file(self):
        upload = self.cleaned_data["timing_file"]
        if not upload:
            return upload
        if upload.size > webvtt.LARGEST:
            raise ValidationError(_("This file is too large for the timing of a recording."))
        try:
            text = upload.read().decode("utf-8-sig")
            self.cleaned_data["timing"] = self.fields["timing"].clean(text)
        except UnicodeDecodeError:
            raise ValidationError(_("This file is not in UTF-8.")) from None
        return upload


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
