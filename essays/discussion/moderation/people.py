"""What one person wrote, and a whole thread with the records of all who wrote in it.

Both are lists of comments in any state, with the actions of the moderation queue.
"""

from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from essays.models import Comment, CommentSender
from seventeen_moments.core.permissions import may_view

from .queue import QueuePage
from .records import records_of
from .tabs import MIXED, tab_on_mixed_page
from .views import ModerationQueue

READER, State = Comment.AuthorRole.READER, Comment.State
MOST_RECORDS = 12  # side by side


class MixedPage(QueuePage):
    """Comments in any state, with what their authors have deleted."""

    sizes = []

    def __init__(self, comments, user, filters, *, size=50, oldest_first=False):
        place = {name: filters.get(name) for name in ["start", "after"]}
        super().__init__(MIXED._replace(oldest_first=oldest_first), user, place, size)
        self.all_comments = comments

    def comments(self):
        return self.all_comments

    def tab_of(self, comment):
        return tab_on_mixed_page(comment)

    def counts(self):
        """Each state with its number of comments."""
        counts = self.all_comments.order_by().values_list("state").annotate(Count("pk"))
        counts = dict(counts)
        return [(State(name), counts[name]) for name in State.values if name in counts]


class CommentsOfAuthor(ModerationQueue):
    """By the key of a comment: servers log addresses, which must not have an e-mail address.

    With `?same=sender`, what came from the same sender under other e-mail addresses.
    """

    template_name = "admin/moderation/author.html"

    @cached_property
    def comment(self):
        return get_object_or_404(Comment.objects.with_essay(), pk=self.kwargs["pk"])

    def get_page(self, filters):
        self.same_sender = self.request.GET.get("same") == "sender"
        comments = self.from_sender() if self.same_sender else self.by_address()
        return MixedPage(comments, self.request.user, filters)

    def by_address(self):
        comment = self.comment
        if not comment.email:
            return Comment.objects.filter(pk=comment.pk)
        readers = Q(author_role=READER)
        role = readers if comment.author_role == READER else ~readers
        return Comment.objects.filter(role, email=comment.email)

    def from_sender(self):
        sender = CommentSender.objects.filter(comment=self.comment).values("sender")
        comments = Comment.objects.filter(sender__sender__in=sender)
        return comments.exclude(email=self.comment.email)

    def get_context_data(self, **kwargs):
        of_address, others = self.by_address(), self.from_sender()
        is_reader = self.comment.author_role == READER
        tabs = [("", _("From the same address"), of_address.count())]
        if CommentSender.objects.filter(comment=self.comment).exists():
            tabs.append(("sender", _("Same sender, other addresses"), others.count()))
        return super().get_context_data(
            title=_("Comments by one author"),
            author=self.comment,
            author_tabs=tabs,
            same="sender" if self.same_sender else "",
            records=records_of([self.comment.email] if is_reader else []),
            shows_state=True,
            **kwargs,
        )


class WholeThread(ModerationQueue):
    """A thread in its order, with the records of those who wrote in it side by side."""

    template_name = "admin/moderation/whole_thread.html"

    @cached_property
    def root(self):
        return get_object_or_404(Comment.objects.with_essay(), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if self.root.parent_id:
            address = reverse("moderation:whole_thread", args=[self.root.parent_id])
            return HttpResponseRedirect(f"{address}#comment-{self.root.pk}")
        return super().get(request, *args, **kwargs)

    def post(self, request, **kwargs):
        if self.root.parent_id:
            return redirect("moderation:whole_thread", self.root.parent_id)
        return super().post(request, **kwargs)

    def get_page(self, filters):
        user = self.request.user
        return MixedPage(self.comments(), user, filters, size=100, oldest_first=True)

    def comments(self):
        return Comment.objects.filter(Q(pk=self.kwargs["pk"]) | Q(parent=self.kwargs["pk"]))

    def get_context_data(self, **kwargs):
        people = self.comments().filter(author_role=READER).exclude(email="").order_by()
        numbers = people.values_list("email").annotate(number=Count("pk")).order_by("-number")
        emails = [email for email, _number in numbers]
        essay = self.root.essay
        return super().get_context_data(
            title=_("Whole thread"),
            thread=self.root,
            thread_essay=essay if may_view(self.request.user, essay) else None,
            records=records_of(emails[:MOST_RECORDS]),
            more_people=max(len(emails) - MOST_RECORDS, 0),
            shows_state=True,
            **kwargs,
        )
