from functools import cache, partial

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.generic import DetailView, RedirectView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin

from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.listed import Columns
from seventeen_moments.core.views import PreviewMixin, for_one_reader

from ..models import CommentSettings, Essay
from . import form_tokens
from .forms import CommentForm, CommentTargetForm, SwitchForm
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
