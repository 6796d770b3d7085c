from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from essays.models import Comment, Decision

from ..seen import Seen
from .forms import ChoiceForm, PlaceForm, ReplyForm, UndoForm
from .queue import Queue
from .tabs import TRAYS, QueueTab
from .undo import Kept, Undoable


class ForModerators(PermissionRequiredMixin):
    permission_required = "essays.change_comment"
    raise_exception = True


class Desk(ForModerators, TemplateView):
    """All that waits, the oldest first; one key or one click decides."""

    template_name = "admin/moderation/desk.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        form = PlaceForm(request.GET, request.user)
        form.is_valid()  # what makes no sense is left out
        place = form.cleaned_data
        self.tray = TRAYS[place.get("tray") or "waiting"]
        self.queue = Queue(
            self.tray,
            request.user,
            place.get("essay"),
            start=place.get("start"),
            after=place.get("after"),
        )
        self.kept = None  # the reply that could not be taken

    def post(self, request):
        form = ChoiceForm(request.POST, self.tray)
        if not form.is_valid():
            messages.error(request, _("This action is not available here."))
            return redirect(request.get_full_path())
        if form.one is None:
            return self._decide(form, form.cleaned_data["chosen"])
        found = Comment.objects.filter(pk=form.one)
        if form.cleaned_data["do"] == "reply":
            return self._reply(found.first() or Comment(pk=form.one))
        return self._decide(form, found, get_object_or_404(found))

    def _decide(self, form, comments, one=None):
        action, asked = self.tray.action(form.cleaned_data["do"]), len(comments)
        following = one and self.queue.following(one)
        if not asked:
            messages.error(self.request, _("No comment is selected."))
        elif action.state:
            decided = comments.decide(action.state, self.request.user, seen=self._seen())
            self._tell(action, decided.moved, asked)
        else:
            kept = comments.dismiss_flags(self.request.user, seen=self._seen())
            self._tell(action, asked - kept.stayed, asked)
        return self._back(following)

    def _seen(self):
        return Seen(self.request.POST, self.tray.state)

    def _reply(self, comment):
        form = ReplyForm(self.request.POST, comment, self.request.user)
        following = comment.created and self.queue.following(comment)
        if form.is_valid() and form.save(self._seen()):
            stands = _("Your reply to %(name)s has been published.") % {"name": comment.name}
            messages.success(self.request, stands)
            return self._back(following)
        self.kept = Kept.of(form)
        return self.render_to_response(self.get_context_data())

    def _tell(self, action, moved, asked):
        words = ngettext(
            "%(action)s: %(number)d comment.", "%(action)s: %(number)d comments.", moved
        )
        messages.success(self.request, words % {"action": action.label, "number": moved})
        if moved < asked:
            late = ngettext(
                "Someone else decided on %d of them in the meantime: it was left as it is.",
                "Someone else decided on %d of them in the meantime: they were left as they are.",
                asked - moved,
            )
            messages.warning(self.request, late % (asked - moved))

    def _back(self, comment):
        place = f"#comment-{comment.pk}" if comment else ""
        return redirect(f"{self.request.get_full_path()}{place}")

    def get_context_data(self, **kwargs):
        entries, more = self.queue.entries()
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Moderation queue"),
            entries=entries,
            more=more,
            tray=self.tray,
            trays=TRAYS.values(),
            counts=self.queue.counts(),
            essay=self.queue.essay,
            is_entered_midway=self.queue.is_entered_midway,
            kept=self.kept,
            undoable=Undoable.of(self.request.user),
            here=self.request.get_full_path(),
            **kwargs,
        )


class OneComment(ForModerators, View):
    """The desk with this comment first, in the tray where it lies now: where mails lead."""

    def get(self, request, pk):
        comment = Comment.objects.filter(pk=pk, withdrawn=False).first()
        if comment is None:
            messages.warning(request, _("This comment no longer exists."))
            return redirect("moderation:desk")
        place = {"tray": QueueTab.of(comment).name, "start": comment.pk}
        return redirect(reverse("moderation:desk", query=place))


class Undo(ForModerators, View):
    """Of the action that the button named, and of no other."""

    def post(self, request):
        form = UndoForm(request.POST)
        batch = form.cleaned_data["batch"] if form.is_valid() else None
        rows = Decision.objects.filter(by=request.user, batch=batch).not_undone()
        if asked := rows.count():
            self._tell(asked, rows.undo())
        else:
            messages.warning(request, _("There is nothing left to undo."))
        return redirect(_local(request.POST.get("here", "")))

    def _tell(self, asked, undone):
        words = ngettext("Undone: %d comment.", "Undone: %d comments.", undone)
        messages.success(self.request, words % undone)
        if undone < asked:
            stays = ngettext(
                "%d has changed since and was left as it is.",
                "%d have changed since and were left as they are.",
                asked - undone,
            )
            messages.warning(self.request, stays % (asked - undone))


def _local(address):
    """Back to the desk as it was narrowed, and to no other page."""
    desk = reverse("moderation:desk")
    return address if address.partition("?")[0] == desk else desk
