"""Blocks the author of a comment, from the moderation queue or from the page of the comment."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from essays.models import Block, Comment, CommentSender

from .. import blocking
from ..blocking import targets_of
from ..blocks import ascii_email, meeting, shown_email
from .entry_parts import EntryPart, register_entry_part
from .entry_views import back_to, save_and_redirect, typed_texts
from .views import ModeratorRequiredMixin

Kind = Block.Kind
DAYS = [1, 7, 14, 30, 90, 365]
DEFAULT_DAYS = 30


class BlockForm(forms.Form):
    """The names of the fields have the key of the comment, as a page shows many comments."""

    block = forms.ChoiceField(
        choices=[(kind, kind) for kind in [Kind.EMAIL, Kind.DOMAIN, Kind.SENDER]]
    )
    confirmed = forms.CharField(required=False)
    days = forms.TypedChoiceField(
        choices=[(days, days) for days in DAYS],
        coerce=int,
        required=False,
        empty_value=DEFAULT_DAYS,
    )
    follow = forms.BooleanField(required=False)

    def __init__(self, data, key):
        own = {name: data.get(f"{name}-{key}") for name in ["days", "follow"]}
        super().__init__(own | {name: data.get(name) for name in ["block", "confirmed"]})


class BlockSender(ModeratorRequiredMixin, TemplateView):
    """Asks first if the comments of other people would have met the block."""

    permission_required = ["essays.change_comment", "essays.add_block"]
    template_name = "admin/moderation/block.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.form = None  # one that needs a confirmation

    def get_comment(self):
        return get_object_or_404(Comment.objects.with_essay(), pk=self.kwargs["pk"])

    def post(self, request, pk):
        comment, form = self.get_comment(), BlockForm(request.POST, self.kwargs["pk"])
        if not form.is_valid():
            raise BadRequest
        chosen = form.cleaned_data["block"]
        target = next((each for each in targets_of(comment) if each.kind == chosen), None)
        if target is None:
            gone = _("Nothing was blocked: the archive no longer stores who sent this comment.")
            messages.warning(request, gone)
        elif form.cleaned_data["confirmed"] != chosen and target.meets_others():
            self.form = form
            return self.render_to_response(self.get_context_data())
        else:
            self.block(target, form.cleaned_data)
        return save_and_redirect(request, comment)

    def block(self, target, data):
        days = data["days"] if target.kind == Kind.SENDER else None
        marked = blocking.block(target, self.request.user, days=days, follow=data["follow"])
        messages.success(self.request, _done(target, days, marked))

    def get_context_data(self, **kwargs):
        comment, request = self.get_comment(), self.request
        chosen = self.form.cleaned_data["block"] if self.form else None
        targets = [each for each in targets_of(comment) if chosen in {None, each.kind}]
        return super().get_context_data(
            **admin.site.each_context(request),
            title=_("Block the sender"),
            comment=comment,
            targets=[_description(target) for target in targets],
            chosen=chosen,
            form=self.form or BlockForm({}, comment.pk),
            all_days=DAYS,
            chosen_days=self.form.cleaned_data["days"] if self.form else DEFAULT_DAYS,
            typed=typed_texts(request.POST),
            back=back_to(request, comment),
            **kwargs,
        )


class EndBlock(ModeratorRequiredMixin, View):
    permission_required = ["essays.change_comment", "essays.change_block"]

    def post(self, request, pk):
        standing = get_object_or_404(Block, pk=pk)
        if blocking.end(standing, request.user):
            messages.success(request, _("No longer blocked: %(name)s.") % {"name": standing.shown})
        else:
            messages.warning(request, _("This block had already ended."))
        return save_and_redirect(request, standing.comment)


def prepare(comments, user):
    """What the queue shows of blocks: two queries for all comments, and one for the waiting."""
    senders = CommentSender.objects.filter(comment__in=comments)
    senders = dict(senders.values_list("comment", "sender"))
    hashes = set(senders.values())
    from_senders = Comment.objects.waiting().filter(sender__sender__in=hashes, withdrawn=False)
    waiting = from_senders.order_by().values_list("sender__sender").annotate(Count("pk"))
    waiting = dict(waiting)
    emails = {comment.email for comment in comments}
    blocks = list(Block.objects.in_force().matching(emails, hashes)) if emails else []
    for comment in comments:
        email, sender = ascii_email(comment.email), senders.get(comment.pk)
        comment.waiting_of_email = comment.counts_by_state.get("waiting", 0)
        comment.blocks = meeting(blocks, comment.email, sender)
        comment.has_sender, comment.waiting_of_sender = sender is not None, waiting.get(sender, 0)
        comment.block_days = DAYS
        comment.is_blockable = (
            not comment.withdrawn and comment.author_role == Comment.AuthorRole.READER
        )
        comment.domain = shown_email(f"@{email.rpartition('@')[2]}") if "@" in email else ""


ENTRY_PART = EntryPart("admin/moderation/_block.html", prepare)
register_entry_part(ENTRY_PART)


def _description(target):
    """A dictionary, because templates call every callable attribute that they look up."""
    return {
        "kind": target.kind,
        "shown": target.shown,
        "is_public_mail": target.is_public_mail,
        "waiting": target.waiting().count(),
        "approved_of_others": target.approved_of_others(),
    }


def _done(target, days, marked):
    done = _("Blocked: %(name)s.") % {"name": target.shown}
    if target.kind == Kind.SENDER:
        done = ngettext(
            "The sender is blocked for %d day.", "The sender is blocked for %d days.", days
        )
        done %= days
    if not marked:
        return done
    spam = ngettext("%d comment marked as spam.", "%d comments marked as spam.", marked) % marked
    return f"{done} {spam}"
