from functools import cache, partial

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core import signing
from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, RedirectView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin

from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.listed import Columns
from seventeen_moments.core.views import PreviewMixin, for_one_reader

from ..models import Comment, CommentSettings, Essay
from . import form_tokens, remembered_browsers
from .comments import EDIT_WINDOW, signed_key
from .confirmations import Confirmation
from .flag_form import FlagForm, FlagSubmission
from .forms import CommentForm, CommentTargetForm, EditCommentForm, NoticesForm, SwitchForm
from .moderation_policy import may_wait_for_proof
from .slow_mode import rule_of
from .submissions import Submission
from .threads import Threads, page_of


@compiled(Essay)
def _essay(*, slug, at):
    essays = Essay.objects.published(at).filter(slug=slug).with_discussion()
    return essays.values_list(*_columns().names)


@cache
def _columns():
    """Of the essay only what its paragraphs need."""
    added = ["site_open", "last_activity", "comments_count", "threads_count"]
    return Columns(Essay, without=["body", "body_text", "notes"], added=added)


@for_one_reader
class CommentPage(PreviewMixin, FormMixin, DetailView):
    template_name = "discussion/comments.html"
    queryset = Essay.objects.with_discussion()
    form_class = CommentForm
    comment_settings = None
    row = None  # of the essay if it is public, as the database gives it
    no_reply = ""  # why the comment of `?to=` takes none

    def get_object(self, queryset=None):
        if queryset is None:
            rows, convert = _essay.raw(slug=self.kwargs["slug"], at=timezone.now())
            if rows:
                self.row = rows[0][: len(_columns().own)]
                return _columns().object(*convert(rows))
            if self.request.user.is_anonymous:
                raise Http404
        return super().get_object(queryset)

    def get_initial(self):
        if not self.request.GET.keys() & {"to", "about"}:
            return {}
        form = CommentTargetForm(self.request.GET, essay=self.object)
        form.is_valid()
        if form.has_error("to", "invalid_choice"):
            self.no_reply = _("The comment you want to reply to no longer exists.")
        elif form.has_error("to"):
            self.no_reply = _("This thread is closed.")
        return form.cleaned_data  # without invalid values

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "essay": self.object,
            "user": self.request.user,
            "submission": Submission.of(self.request, self.comment_settings),
        }

    def get_context_data(self, **kwargs):
        if not self.object.takes_comments():
            kwargs["form"] = None
        try:
            page = Threads(self.object).page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None
        open = self.object.takes_comments()
        moderates = self.request.user.has_perm("essays.open_close_comments")
        form_values = self.form_values()
        form = kwargs.pop("form", ...)
        if form is ...:
            form = SimpleLazyObject(self.get_form)
        return super().get_context_data(
            page_obj=page,
            open=open,
            moderates=moderates,
            slow_rule=rule_of(self.object),
            thread_values=self.row and [self.row, page.rows, open, moderates],
            form=form,
            form_values=form_values,
            button_values=form_values and "button",
            form_token=SimpleLazyObject(partial(self.form_token, form, form_values)),
            **kwargs,
        )

    def form_token(self, form, form_values):
        return form_tokens.issue(self.object) if form_values else form.form_token

    def form_values(self):
        """What the empty form of a reader shows besides its token."""
        request = self.request
        is_empty = request.method == "GET" and not request.GET.keys() & {"to", "about"}
        return [self.row, "form"] if self.row and is_empty and request.user.is_anonymous else None

    def post(self, request, **kwargs):
        with transaction.atomic():
            self.comment_settings = CommentSettings.objects.locked_row()
            # The essay is locked as well: its comments may be closed separately.
            essays = self.get_queryset().select_for_update(of=["self"])
            self.object = self.get_object(essays)
            if not self.object.takes_comments():
                return self.render_to_response(self.get_context_data(), status=403)
            form = self.get_form()
            if form.is_valid():
                return redirect(form.save().own_url)
        is_limited = form.has_error("__all__", "too many") or form.has_error("__all__", "slow")
        status = 429 if is_limited else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)


class CommentRedirect(RedirectView):
    """Redirects to the comment on the essay's page, or on a later page of its discussion."""

    def get_redirect_url(self, slug, pk):
        essay = get_object_or_404(Essay.objects.published(), slug=slug)
        comment = get_object_or_404(essay.comments.approved().select_related("parent"), pk=pk)
        page = page_of(comment)
        if page == 1:
            return f"{essay.get_absolute_url()}#c{pk}"
        return f"{reverse('essays:comments', args=[slug], query={'page': page})}#c{pk}"


@method_decorator(never_cache, name="dispatch")
class OwnComment(FormMixin, DetailView):
    """The page for the author of a comment; nobody else knows its address."""

    template_name = "discussion/own_comment.html"
    context_object_name = "comment"
    form_class = EditCommentForm

    def get_object(self, lock=False):
        try:
            key = signed_key(self.kwargs["signed"])
        except signing.BadSignature:
            raise Http404 from None
        comments = Comment.objects.filter(withdrawn=False)
        comment = get_object_or_404(comments.select_for_update() if lock else comments, pk=key)
        # The signature is enough: the slug may have changed, or the essay is not public any more.
        comment.essay = Essay.objects.with_comment_policy().get(pk=comment.essay_id)
        return comment

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def is_changeable(self):
        essay = self.object.essay
        return self.object.is_changeable() and essay.is_published() and essay.takes_comments()

    def why_late(self):
        if not self.object.essay.is_published():
            return _("The essay is not public now. You can delete your comment, but not change it.")
        if not self.object.essay.takes_comments():
            return _("Comments are closed. You can delete it, but not change it.")
        if self.object.is_redacted:
            return _("A moderator redacted it. You can delete it, but not change it.")
        if self.object.created + EDIT_WINDOW <= timezone.now():
            return _("The fifteen minutes are over. You can delete it, but not change it.")
        return _("It can no longer be changed. You can delete it.")

    def get_context_data(self, **kwargs):
        comment = self.object
        if not self.is_changeable():
            kwargs["form"] = None
        remembered = remembered_browsers.remembered_hash(self.request)
        return super().get_context_data(
            essay=comment.essay if comment.essay.is_published() else None,
            may_wait_for_proof=settings.HAS_MAIL_SERVER
            and may_wait_for_proof(comment, timezone.now()),
            awaits_notices=Confirmation.objects.filter(comment=comment, notices=True).exists(),
            is_remembered=remembered_browsers.is_hash_of(remembered, comment.email),
            **kwargs,
        )

    def post(self, request, **kwargs):
        with transaction.atomic():
            comment_settings = CommentSettings.objects.locked_row()
            self.object = self.get_object(lock=True)
            if "delete" in request.POST:
                self.object.withdraw()
            elif "notices" in request.POST:
                return self.switch_notices(comment_settings)
            elif "forget" in request.POST:
                return remembered_browsers.forget(redirect(request.path))
            elif not self.is_changeable():
                context = self.get_context_data(why_late=self.why_late())
                return self.render_to_response(context, status=403)
            else:
                form = self.get_form()
                if not form.is_valid():
                    return self.form_invalid(form)
                form.save(Submission.of(request, comment_settings))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data())

    def switch_notices(self, comment_settings):
        form = NoticesForm(self.request.POST)
        if not (form.is_valid() and self.object.email):
            raise BadRequest
        form.save(self.object, Submission.of(self.request, comment_settings))
        return redirect(self.request.path)


@for_one_reader
class FlagPage(FormMixin, DetailView):
    template_name = "discussion/flag.html"
    context_object_name = "comment"
    form_class = FlagForm
    comment_settings = None

    def get_object(self, queryset=None):
        essay = get_object_or_404(Essay.objects.published(), slug=self.kwargs["slug"])
        return get_object_or_404(essay.comments.approved(), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        submission = FlagSubmission.of(self.request, self.comment_settings)
        return super().get_form_kwargs() | {"comment": self.object, "submission": submission}

    def get_context_data(self, **kwargs):
        return super().get_context_data(essay=self.object.essay, **kwargs)

    def post(self, request, **kwargs):
        self.object = self.get_object()
        with transaction.atomic():
            self.comment_settings = CommentSettings.objects.locked_row()
            form = self.get_form()
            if is_valid := form.is_valid():
                form.save()
        status = 429 if form.has_error("__all__", "too many") else 200
        context = self.get_context_data(form=None if is_valid else form)
        return self.render_to_response(context, status=status)


class CommentSwitch(PermissionRequiredMixin, PreviewMixin, SingleObjectMixin, View):
    """Opens or closes comments with one click on the page of the essay."""

    queryset = Essay.objects.all()
    permission_required = "essays.open_close_comments"
    raise_exception = True

    def post(self, request, **kwargs):
        essay, form = self.get_object(), SwitchForm(request.POST)
        if not form.is_valid():
            raise BadRequest
        Essay.objects.filter(pk=essay.pk).switch_comments(form.cleaned_data["open"], request.user)
        return redirect(f"{essay.get_absolute_url()}#comments")
