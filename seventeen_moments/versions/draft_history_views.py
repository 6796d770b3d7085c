"""The admin pages on which saved drafts are listed, compared and restored."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from .draft_history import compare_drafts, restore_draft, rows_without_files, same_contents
from .draft_page import change_form_of
from .models import Draft
from .saved_drafts import SavedDraft
from .values import display_time

PER_PAGE = 25
SHOWN = 3  # on the page of the history


class DraftComparisonForm(forms.Form):
    before = forms.ModelChoiceField(None, required=False)  # or else the public page
    after = forms.ModelChoiceField(None)

    def __init__(self, drafts, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = self.fields["after"].queryset = drafts


class DraftHistoryViews:
    """The rights are those of the history, whose pages these complete."""

    def __init__(self, history):
        self.history = history

    def pages(self):
        return [
            ("<int:key>/history/drafts/", self.drafts, "drafts"),
            ("<int:key>/history/drafts/compare/", self.compare, "compare_drafts"),
            ("<int:key>/history/drafts/<int:draft>/", self.draft, "saved_draft"),
        ]

    def latest(self, row):
        """The context of the part on the page of the history."""
        shown = list(SavedDraft.objects.of(row).with_author()[: SHOWN + 1])
        return {
            "drafts": shown[:SHOWN],
            "more_drafts": len(shown) > SHOWN,
            "current_draft": _current(row, shown),
        }

    def drafts(self, request, key):
        row = self.history.get_row(request, key)
        page = Paginator(SavedDraft.objects.of(row).with_author(), PER_PAGE)
        page = page.get_page(request.GET.get("page"))
        current = _current(row, list(page)) if page.number == 1 else None
        context = {"drafts": page.object_list, "page_obj": page, "current_draft": current}
        return self.history.render(request, "saved_drafts", row, _("Saved drafts"), **context)

    def compare(self, request, key):
        row = self.history.get_row(request, key)
        form = DraftComparisonForm(SavedDraft.objects.of(row).with_author(), request.GET)
        if not form.is_valid():
            messages.error(request, _("Choose two drafts from the list to compare them."))
            return redirect(self.history.url("drafts", row.pk))
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        if before and before.pk > after.pk:
            before, after = after, before
        context = {
            "before": before,
            "after": after,
            "compared": compare_drafts(request.user, before, after),
        }
        return self.history.render(request, "compare_drafts", row, _("Two drafts"), **context)

    def draft(self, request, key, draft):
        row = self.history.get_row(request, key)
        saved = get_object_or_404(SavedDraft.objects.of(row).with_author(), pk=draft)
        if request.method == "POST" and self._restore(request, row, saved):
            return redirect(change_form_of(row))
        context = {"after": saved, "compared": compare_drafts(request.user, None, saved)}
        return self.history.render(request, "saved_draft", row, _("Saved draft"), **context)

    def _restore(self, request, row, saved):
        """Whether it was restored, and not refused."""
        try:
            with transaction.atomic():
                draft = restore_draft(row, saved, request.user)
                self.history.model_admin.log_change(request, row, _("Draft restored."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return False
        message = _("The draft of %(time)s is the current draft again. Nothing was published.")
        if draft is None:
            message = _(
                "The draft of %(time)s does not differ from the public page, so there is no draft."
            )
        messages.success(request, message % {"time": display_time(saved.saved)})
        for part in rows_without_files(saved):
            message = _("The file of “%(name)s” is no longer in the archive.")
            messages.warning(request, message % {"name": part})
        return True


def _current(row, saved):
    """The first of the saved drafts, if it is the current draft of the row."""
    draft = Draft.objects.of(row).first() if saved else None
    return saved[0] if draft and same_contents(saved[0], draft) else None
