"""Undoes an action: one’s own latest one in the queue, or any one in the moderation log."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from essays.models import ModerationAction

from ..action_texts import sentence_of
from ..decisions import WITH_DECISIONS
from .forms import UndoForm
from .views import ModeratorRequiredMixin

LISTS = {"moderation:queue", "moderation:author", "moderation:whole_thread"}


class UndoLatest(ModeratorRequiredMixin, View):
    """Undoes the action that the button names, and no other one."""

    def post(self, request):
        form = UndoForm(request.POST)
        batch = form.cleaned_data["batch"] if form.is_valid() else None
        undo(request, ModerationAction.objects.filter(by=request.user, pk=batch).first())
        # Back to the queue as it was filtered, or to another list of comments; to no other page.
        next_url = request.POST.get("next", "")
        return redirect(next_url if _is_list(next_url) else "moderation:queue")


def _is_list(url):
    with suppress(Resolver404):
        return resolve(url.partition("?")[0]).view_name in LISTS
    return False


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
