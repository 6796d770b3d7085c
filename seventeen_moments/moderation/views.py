from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from essays.models import Comment, Decision

from .forms import ChoiceForm, PlaceForm, ReplyForm
from .queue import Queue
from .trays import KEEP, TRAYS, State


class ForModerators(PermissionRequiredMixin):
    permission_required = "essays.change_comment"
    raise_exception = True


class Desk(ForModerators, TemplateView):
    """All that waits, the oldest first; one key or one click decides."""

    template_name = "admin/moderation/desk.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        form = PlaceForm(request.GET)
        form.is_valid()  # what makes no sense is left out
        place = form.cleaned_data
        self.tray = TRAYS[place.get("tray") or "waiting"]
        self.queue = Queue(self.tray, place.get("essay"), place.get("after"))
        self.refused = None  # the reply that could not be taken

    def post(self, request):
        form = ChoiceForm(request.POST, self.tray)
        if not form.is_valid():
            messages.error(request, _("That cannot be done here."))
            return redirect(request.get_full_path())
        if form.one is None:
            return self._decide(form, form.cleaned_data["chosen"])
        comment = get_object_or_404(Comment.objects.select_related("essay", "parent"), pk=form.one)
        if form.cleaned_data["do"] == "reply":
            return self._reply(comment)
        return self._decide(form, Comment.objects.filter(pk=comment.pk), comment)

    def _decide(self, form, comments, one=None):
        action, asked = self.tray.action(form.cleaned_data["do"]), len(comments)
        following = one and self.queue.following(one)
        if not asked:
            messages.error(self.request, _("No comment is chosen."))
        elif action.state:
            moved = comments.decide(action.state, self.request.user, seen=self.tray.state)
            self._tell(action, moved, asked)
        else:
            comments.dismiss_flags(self.request.user)
            self._tell(action, asked, asked)
        return self._back(following)

    def _reply(self, comment):
        form = ReplyForm(self.request.POST, answered=comment, user=self.request.user)
        if comment.withdrawn or comment.state != self.tray.state:
            messages.error(self.request, _("Somebody decided about this comment meanwhile."))
            return self._back(comment)
        if not form.is_valid():
            self.refused = form
            return self.render_to_response(self.get_context_data(), status=200)
        following = self.queue.following(comment)
        form.save()
        messages.success(self.request, _("Your reply to %(name)s stands.") % {"name": comment.name})
        return self._back(following)

    def _tell(self, action, moved, asked):
        words = ngettext(
            "%(action)s: %(number)d comment.", "%(action)s: %(number)d comments.", moved
        )
        messages.success(self.request, words % {"action": action.label, "number": moved})
        if moved < asked:
            late = ngettext(
                "Somebody decided about %d of them meanwhile: it stays as it is.",
                "Somebody decided about %d of them meanwhile: they stay as they are.",
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
            title=_("Moderators’ desk"),
            entries=entries,
            more=more,
            tray=self.tray,
            trays=TRAYS.values(),
            counts=self.queue.counts(),
            essay=self.queue.essay,
            after=self.queue.after,
            refused=self.refused,
            undoable=_undoable(self.request.user),
            here=self.request.get_full_path(),
            **kwargs,
        )


class Undo(ForModerators, View):
    def post(self, request):
        undone = Decision.objects.last_of(request.user).undo()
        if undone:
            words = ngettext("Undone: %d comment.", "Undone: %d comments.", undone)
            messages.success(request, words % undone)
        else:
            messages.warning(request, _("Nothing of yours is left to undo."))
        return redirect(_local(request.POST.get("here", "")))


def _local(address):
    """Back to the desk as it was narrowed, and to no other page."""
    desk = reverse("moderation:desk")
    return address if address.partition("?")[0] == desk else desk


def _undoable(user):
    """The latest action of the user: what it did, and to how many comments."""
    rows = Decision.objects.last_of(user).undoable()
    last = rows.first()
    return last and {"last": last, "title": _title(last), "count": rows.count()}


def _title(decision):
    return KEEP.label if decision.before == decision.after else State(decision.after).label
