from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .conflicts import OVER, VERSION
from .models import NOT_PERMITTED, Draft
from .overlay import is_live, is_marked_for_deletion, overlay_children, overlay_draft
from .values import DELETION

DRAFT = "_draft"  # the name of the button that saves

OWN_DRAFT = _("This source has its own draft: change it on its own page.")
OWN_DRAFT_OF_DELETED = _("“%(title)s” has its own draft now. Publish or discard that first.")


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

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION in form.fields:
            form.fields[DELETION].initial = is_marked_for_deletion(form.instance)

    def clean(self):
        super().clean()
        if is_live(self.instance):
            for form in self.initial_forms:
                if form.instance.pk:
                    self._require_no_own_draft(form)
        elif not self.can_delete:
            for row in [form.instance for form in self.initial_forms]:
                if is_marked_for_deletion(row):
                    raise ValidationError(NOT_PERMITTED, params={"title": row})

    def _require_no_own_draft(self, form):
        row, deleted = form.instance, self._should_delete_form(form)
        if not deleted and not (form.has_changed() and row.overlay.live):
            return
        if Draft.objects.of(row).filter(parent=None).exists():
            if deleted:  # Django shows no errors of the row itself
                raise ValidationError(OWN_DRAFT_OF_DELETED, params={"title": row})
            form.add_error(None, OWN_DRAFT)
