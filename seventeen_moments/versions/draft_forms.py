from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from seventeen_moments.core.publication import Status

from .conflicts import OVER, VERSION
from .models import Draft
from .overlay import open_row, open_rows

# The names of the buttons.
PUBLISH, DRAFT = "_publish", "_draft"

FILE_REFUSED = _(
    "A new file cannot be saved in a draft. Publish it, or leave the file unchanged in this draft."
)
REMOVAL_REFUSED = _(
    "The removal of a file cannot be saved in a draft. Publish it, or leave the file unchanged in "
    "this draft."
)


def refuse_files(form):
    """What is stored of a file is stored at once: it cannot wait in a draft."""
    for field in form.instance._meta.local_fields:
        sent = form.cleaned_data.get(field.name) if isinstance(field, models.FileField) else None
        if isinstance(sent, UploadedFile):
            form.add_error(field.name, FILE_REFUSED)
        elif sent is False:  # as ClearableFileInput has it
            form.add_error(field.name, REMOVAL_REFUSED)


class DraftedForm:
    """The form of something Publishable, for those who may change it: it shows the pending draft,
    heeds the button that was pressed, and is invalid where it would undo what others saved."""

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        if instance:
            open_row(instance)
            if instance.typed_themes is not None:
                themes = [Tag(name=name) for name in instance.typed_themes]
                initial = {"themes": themes} | (initial or {})
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def clean(self):
        super().clean()
        opened = getattr(self.instance, "opened", None)
        if opened and opened.live:
            self._leave_public(opened)
        elif DRAFT in self.data:
            self.cleaned_data["status"] = Status.DRAFT
        if PUBLISH in self.data:
            self.cleaned_data["status"] = Status.PUBLISHED
        return self.cleaned_data

    def _leave_public(self, opened):
        """The page is live: whether it changes at once, or waits beside its draft."""
        cleaned = self.cleaned_data
        if DRAFT in self.data:
            cleaned["status"] = self.instance.status
        public = PUBLISH in self.data or cleaned.get("status") == Status.PUBLISHED
        at = cleaned.get("published_at")
        if public and at is None and "published_at" not in self.errors:
            cleaned["published_at"] = opened.published_at
        later = public and at is not None and at > timezone.now()
        opened.keeps_public = DRAFT in self.data or later
        if opened.keeps_public:
            refuse_files(self)

    def _post_clean(self):
        super()._post_clean()
        self.instance.typed_themes = self.cleaned_data.get("themes", self.instance.typed_themes)
        if self.instance.pk:
            sent = self.data.get(OVER) or self.data.get(VERSION, "")
            if sentence := self.instance.guard.check(sent):
                self.add_error(None, sentence)


class DraftedRows:
    """A formset of sources in the form of their essay: shows what waits with the essay's draft."""

    def get_queryset(self):
        opened = getattr(self.instance, "opened", None)
        if opened is None or hasattr(self, "_queryset"):
            return super().get_queryset()
        if self.is_bound:
            self.queryset = self.queryset.select_for_update(no_key=True)
        rows = super().get_queryset()
        open_rows(rows, opened.draft)
        return rows

    def clean(self):
        super().clean()
        opened = getattr(self.instance, "opened", None)
        if opened and opened.keeps_public:
            self._refuse_what_cannot_wait()

    def _refuse_what_cannot_wait(self):
        for form in self.initial_forms:
            if self._should_delete_form(form):
                raise ValidationError(
                    _("Deleting “%(title)s” cannot be saved in a draft: publish, or keep it."),
                    params={"title": form.instance},
                )
        waiting = [form for form in self.initial_forms if form.has_changed() and _is_live(form)]
        for form in waiting:
            refuse_files(form)
            if Draft.objects.of(form.instance).filter(parent=None).exists():
                form.add_error(None, _("This source has its own draft: change it on its own page."))


def _is_live(form):
    return form.instance.pk and form.instance.opened.live
