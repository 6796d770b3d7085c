"""Undoes an action: one’s own latest one in the queue, or any one in the moderation log."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from essays.models import ModerationAction

from ..action_texts import sentence_of
from ..decisions import WITH_DECISIONS
from .forms import UndoForm
from .notes import save_notes
from .unsent_texts import is_list, redirect_with_unsent
from .views import ModeratorRequiredMixin


class UndoLatest(ModeratorRequiredMixin, View):
    """Undoes the action that the button names, and no other one."""

    def post(self, request):
        form = UndoForm(request.POST)
        batch = form.cleaned_data["batch"] if form.is_valid() else None
        for error in save_notes(request.POST, request.user):
            messages.error(request, error)
        undo(request, ModerationAction.objects.filter(by=request.user, pk=batch).first())
        # Back to the queue as it was filtered, or to another list of comments; to no other page.
        next_url = request.POST.get("next") or request.GET.get("next", "")
        if not is_list(next_url):
            next_url = reverse("moderation:queue")
        return redirect_with_unsent(request, next_url)


def undo(request, action):
    """Undoes the action and tells the user, also if there is nothing left to undo."""
    if action is None or not action.is_undoable:
        messages.warning(request, _("There is nothing left to undo."))
        return
    if not action.may_undo(request.user):
        raise PermissionDenied
    undone = action.undo(request.user)
    left = action.count - undone
    if undone or action.kind in WITH_DECISIONS:
        messages.success(request, _undone(action, undone))
    if left > 0:
        stays = ngettext(
            "%d has changed since and was left as it is.",
            "%d have changed since and were left as they are.",
            left,
        )
        messages.warning(request, stays % left)


def _undone(action, undone):
    if action.kind in WITH_DECISIONS:
        return ngettext("Undone: %d comment.", "Undone: %d comments.", undone) % undone
    return _("Undone: %(action)s") % {"action": sentence_of(action)}
