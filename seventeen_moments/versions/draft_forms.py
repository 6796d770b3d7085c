from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .conflicts import OVER, VERSION
from .models import Draft
from .overlay import is_live, overlay_children, overlay_draft

FILE_REFUSED = _(
    "A new file cannot be saved in a draft. Unpublish the page first, or leave the file unchanged."
)
REMOVAL_REFUSED = _(
    "The removal of a file cannot be saved in a draft. Unpublish the page first, or leave the "
    "file unchanged."
)


def refuse_files(form):
    """A draft holds no files: they are stored at once."""
    for field in form.instance._meta.local_fields:
        value = form.cleaned_data.get(field.name) if isinstance(field, models.FileField) else None
        if isinstance(value, UploadedFile):
            form.add_error(field.name, FILE_REFUSED)
        elif value is False:  # what ClearableFileInput returns for a removal
            form.add_error(field.name, REMOVAL_REFUSED)


class DraftFormMixin:
    """For the form of a Publishable: shows its draft, and refuses to undo what other editors
    saved."""

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        if instance:
            overlay_draft(instance)
            if instance.typed_themes is not None:
                themes = [Tag(name=name) for name in instance.typed_themes]
                initial = {"themes": themes} | (initial or {})
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name != "note"]

    def clean(self):
        super().clean()
        if is_live(self.instance):
            refuse_files(self)
        return self.cleaned_data

    def _post_clean(self):
        super()._post_clean()
        self.instance.typed_themes = self.cleaned_data.get("themes", self.instance.typed_themes)
        if self.instance.pk:
            sent = self.data.get(OVER) or self.data.get(VERSION, "")
            if message := self.instance.conflict_check.run(sent):
                self.add_error(None, message)


class DraftFormSetMixin:
    """For the formset of an essay's sources: shows the drafts that belong to the essay's draft."""

    def get_queryset(self):
        overlay = getattr(self.instance, "overlay", None)
        if overlay is None or hasattr(self, "_queryset"):
            return super().get_queryset()
        if self.is_bound:
            self.queryset = self.queryset.select_for_update(no_key=True)
        queryset = super().get_queryset()
        overlay_children(queryset, overlay.draft)
        return queryset

    def clean(self):
        super().clean()
        if not is_live(self.instance):
            return
        for form in self.initial_forms:
            if self._should_delete_form(form):
                raise ValidationError(
                    _("Deleting “%(title)s” cannot be saved in a draft: delete it on its page."),
                    params={"title": form.instance},
                )
        for form in self.initial_forms:
            row = form.instance
            if not (form.has_changed() and row.pk and row.overlay.live):
                continue
            refuse_files(form)
            if Draft.objects.of(row).filter(parent=None).exists():
                form.add_error(None, _("This source has its own draft: change it on its own page."))
