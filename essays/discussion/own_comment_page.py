from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView
from django.views.generic.edit import FormMixin

from ..models import Comment, CommentSettings, Essay
from . import remembered_browsers
from .comments import EDIT_WINDOW, signed_key
from .confirmations import Confirmation
from .forms import EditCommentForm, NoticesForm
from .moderation_policy import may_wait_for_proof
from .submissions import Submission


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
