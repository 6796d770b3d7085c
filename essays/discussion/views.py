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
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, RedirectView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin

from seventeen_moments.core.proxies import client_network
from seventeen_moments.core.views import PreviewMixin

from ..models import CommentSettings, Essay
from .comments import signed_key
from .forms import CommentForm, FlagForm, NoticesForm, OwnForm, PlaceForm, SwitchForm
from .spam import Sending
from .threads import Threads, page_of


def sending(request, rules):
    return Sending(client_network(request) or "", timezone.now(), rules)


def locked_rules():
    """Whoever writes holds this row until the words are stored: none slips in after the site
    closed, and none goes uncounted. SQLite needs no lock: its transactions begin by waiting for
    the other writers."""
    return CommentSettings.objects.select_for_update().row()


class CommentPage(PreviewMixin, FormMixin, DetailView):
    template_name = "essays/comments.html"
    form_class = CommentForm
    rules = None

    def get_queryset(self):
        return Essay.objects.with_discussion()

    def get_initial(self):
        place = PlaceForm(self.request.GET, essay=self.object)
        place.is_valid()
        return place.cleaned_data  # what is not good is left out

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "essay": self.object,
            "user": self.request.user,
            "sending": sending(self.request, self.rules),
        }

    def get_context_data(self, **kwargs):
        if not self.object.takes_comments():
            kwargs["form"] = None
        return super().get_context_data(page_obj=self.get_page(), **kwargs)

    def get_page(self):
        try:
            return Threads(self.object).page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None

    def post(self, request, **kwargs):
        with transaction.atomic():
            self.rules = locked_rules()
            # The essay stays locked, too: it may be closed alone.
            essays = self.get_queryset().select_for_update(of=["self"])
            self.object = self.get_object(essays)
            if not self.object.takes_comments():
                return self.answer(403)
            form = self.get_form()
            if form.is_valid():
                return redirect(form.save().own_url)
        return self.answer(429 if form.has_error("__all__", "too many") else 200, form=form)

    def answer(self, status, **context):
        response = self.render_to_response(self.get_context_data(**context))
        response.status_code = status
        return response


class CommentPlace(RedirectView):
    """Where a comment stands: on the essay's page, or on a later one of its discussion."""

    def get_redirect_url(self, slug, pk):
        essay = get_object_or_404(Essay.objects.published(), slug=slug)
        comment = get_object_or_404(essay.comments.approved().select_related("parent"), pk=pk)
        number = page_of(comment)
        if number == 1:
            return f"{essay.get_absolute_url()}#c{pk}"
        return f"{reverse('essays:comments', args=[slug], query={'page': number})}#c{pk}"


@method_decorator(never_cache, name="dispatch")
class OwnComment(FormMixin, DetailView):
    """For the author of a comment, who alone knows the address."""

    template_name = "essays/own_comment.html"
    context_object_name = "comment"
    form_class = OwnForm

    def get_object(self, lock=False):
        try:
            key = signed_key(self.kwargs["signed"])
        except signing.BadSignature:
            raise Http404 from None
        essays = Essay.objects.published().with_terms()
        essay = get_object_or_404(essays, slug=self.kwargs["slug"])
        comments = essay.comments.select_for_update() if lock else essay.comments
        return get_object_or_404(comments.filter(withdrawn=False), pk=key)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def is_changeable(self):
        return self.object.is_changeable() and self.object.essay.takes_comments()

    def get_context_data(self, **kwargs):
        if not self.is_changeable():
            kwargs["form"] = None
        return super().get_context_data(essay=self.object.essay, **kwargs)

    def post(self, request, **kwargs):
        with transaction.atomic():
            rules = locked_rules()
            self.object = self.get_object(lock=True)
            if "delete" in request.POST:
                self.object.withdraw()
            elif "notices" in request.POST:
                return self.switch_notices()
            elif not self.is_changeable():
                return self.render_to_response(self.get_context_data(late=True), status=403)
            else:
                form = self.get_form()
                if not form.is_valid():
                    return self.form_invalid(form)
                form.save(sending(request, rules))
                return redirect(self.object.own_url)
        return self.render_to_response(self.get_context_data())

    def switch_notices(self):
        form = NoticesForm(self.request.POST)
        if not (form.is_valid() and self.object.email):
            raise BadRequest
        form.save(self.object)
        return redirect(self.object.own_url)


class FlagPage(FormMixin, DetailView):
    template_name = "essays/flag.html"
    context_object_name = "comment"
    form_class = FlagForm

    def get_queryset(self):
        essays = Essay.objects.published().filter(slug=self.kwargs["slug"])
        return get_object_or_404(essays).comments.approved()

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        sent = sending(self.request, CommentSettings.objects.row())
        return super().get_form_kwargs() | {"comment": self.object, "sending": sent}

    def get_context_data(self, **kwargs):
        return super().get_context_data(essay=self.object.essay, **kwargs)

    def post(self, request, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        form.save()
        return self.render_to_response(self.get_context_data(form=None))


class CommentSwitch(PermissionRequiredMixin, PreviewMixin, SingleObjectMixin, View):
    """A moderator's one click on the page of the essay."""

    queryset = Essay.objects.all()
    permission_required = "essays.open_close_comments"
    raise_exception = True

    def post(self, request, **kwargs):
        essay, form = self.get_object(), SwitchForm(request.POST)
        if not form.is_valid():
            raise BadRequest
        Essay.objects.filter(pk=essay.pk).switch_comments(form.cleaned_data["open"])
        return redirect(f"{essay.get_absolute_url()}#comments")
