from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from essays.models import Comment, CommentSettings, SavedReply

from ..removal_reasons import REASONS, submitted_reasons
from ..seen import Seen
from .entry_parts import ENTRY_PARTS
from .forms import ActionForm, QueueFilterForm, ReplyForm, UnsentReply
from .notes import save_notes
from .queue import LatestAction, QueuePage
from .tabs import PAGE_SIZES, TABS, QueueTab
from .unsent_texts import KEY, put_back, redirect_with_unsent, unsent_texts

PAGE_SIZE = "moderation_page_size"  # in the session


class ModeratorRequiredMixin(PermissionRequiredMixin):
    permission_required = "essays.change_comment"
    raise_exception = True


class ModerationQueue(ModeratorRequiredMixin, TemplateView):
    """Comments by tab; one key or one click decides about a comment, or about all chosen ones."""

    template_name = "admin/moderation/queue.html"
    unsent_reply = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        form = QueueFilterForm(request.GET, request.user)
        form.is_valid()
        self.page = self.get_page(form.cleaned_data)  # without invalid values
        self.tab = self.page.tab
        self.seen = Seen(request.POST, self.tab.state)

    def get_page(self, filters):
        session = self.request.session
        if filters.get("show"):
            session[PAGE_SIZE] = filters["show"]
        size, tab = session.get(PAGE_SIZE, PAGE_SIZES[0]), TABS[filters.get("tab") or "waiting"]
        return QueuePage(tab, self.request.user, filters, size)

    def post(self, request, **kwargs):
        for error in save_notes(request.POST, request.user):  # typed, whatever button was pressed
            messages.error(request, error)
        form = ActionForm(request.POST, self.tab)
        if not form.is_valid():
            messages.error(request, _("This action is not available here."))
            return redirect_with_unsent(request, request.get_full_path())
        if form.key is None:
            return self.decide(form, form.cleaned_data["chosen"])
        comments = Comment.objects.filter(pk=form.key)
        if form.cleaned_data["do"] == "reply":
            return self.reply(comments.first() or Comment(pk=form.key))
        return self.decide(form, comments, get_object_or_404(comments))

    def decide(self, form, comments, comment=None):
        """Decides about the comments; then shows the one that follows a single comment."""
        action, count = self.tab.action(form.cleaned_data["do"]), len(comments)
        sent = ()
        next_comment = comment and self.page.next_comment(comment)
        if not count:
            messages.error(self.request, _("No comment is selected."))
        elif action.state:
            reasons = submitted_reasons(self.request.POST)
            user = self.request.user
            result = comments.decide(action.state, user, seen=self.seen, reasons=reasons)
            self.report(action, result.changed, result)
            sent = [("reason", key) for key in result.with_reason]
        else:
            result = comments.dismiss_flags(self.request.user, seen=self.seen)
            self.report(action, count - result.skipped, result)
        return self.redirect_to(next_comment, *sent)

    def reply(self, comment):
        form = ReplyForm(self.request.POST, comment, self.request.user)
        next_comment = comment.created and self.page.next_comment(comment)
        if form.is_valid() and form.save(self.seen):
            published = _("Your reply to %(name)s has been published.") % {
                "name": comment.shown_name
            }
            messages.success(self.request, published)
            return self.redirect_to(next_comment, ("reply", comment.pk))
        self.unsent_reply = UnsentReply.of(form, self.seen)
        return self.render_to_response(self.get_context_data())

    def report(self, action, changed, result):
        if not (changed or result.skipped):  # a double click
            done = _("%(action)s: already done.") % {"action": action.label}
        else:
            done = ngettext(
                "%(action)s: %(number)d comment.", "%(action)s: %(number)d comments.", changed
            ) % {"action": action.label, "number": changed}
        messages.success(self.request, done)
        if result.skipped:
            messages.warning(self.request, result.warning)

    def redirect_to(self, comment, *sent):
        anchor = f"#comment-{comment.pk}" if comment else ""
        return redirect_with_unsent(self.request, f"{self.request.get_full_path()}{anchor}", *sent)

    def more_url(self):
        """The address of this list after the comment whose key is appended."""
        query = self.request.GET.copy()
        for name in ["start", "after"]:
            query.pop(name, None)
        return f"?{query.urlencode()}{'&' if query else ''}after="

    def unsent_texts(self):
        """What an earlier action, or the reply that cannot be sent, leaves to be sent."""
        if self.unsent_reply:
            return unsent_texts(self.request.POST, ("reply", self.unsent_reply.comment.pk))
        return self.request.session.pop(KEY, {})

    def get_context_data(self, **kwargs):
        entries, has_more = self.page.entries()
        unsent = self.unsent_texts()
        counts = self.page.counts()
        context = super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Moderation queue"),
            entries=entries,
            has_more=has_more,
            tab=self.tab,
            counts=counts,
            has_spam=any(count for tab, count in counts if tab.name == "spam"),
            page_size=self.page.size,
            page_sizes=self.page.sizes,
            essay=self.page.essay,
            starts_midway=self.page.starts_midway,
            unsent_reply=self.unsent_reply,
            unsent_texts=unsent,
            has_unsent_fields=put_back(self.request, unsent, entries),
            latest_action=LatestAction.of(self.request.user),
            current_url=self.request.get_full_path(),
            query=self.request.GET.urlencode(),
            more_url=self.more_url(),
            keep_days=self.tab.is_emptied and CommentSettings.objects.current().keep_days,
            entry_parts=ENTRY_PARTS,
            reasons=REASONS,
            saved_replies=self.tab.takes_replies and SavedReply.objects.all(),
        )
        return context | kwargs


class CommentInQueue(ModeratorRequiredMixin, View):
    """Redirects to the tab that shows the comment, beginning with it. E-mails link here."""

    def get(self, request, pk):
        comment = Comment.objects.filter(pk=pk, withdrawn=False).first()
        if comment is None:
            messages.warning(request, _("This comment no longer exists."))
            return redirect("moderation:queue")
        query = {"tab": QueueTab.of(comment).name, "start": comment.pk}
        return redirect(reverse("moderation:queue", query=query))
