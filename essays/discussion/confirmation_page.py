"""The page behind the link in an e-mail that asks whether its reader wrote a comment."""

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from ..models import CommentSettings, Essay
from . import address_proof, confirmations, remembered_browsers
from .comment_settings import Proof
from .confirmations import Confirmation
from .refused_addresses import RefusedAddress
from .submissions import Submission


@method_decorator(never_cache, name="dispatch")
class ConfirmComment(DetailView):
    """GET changes nothing, because programs that scan mails follow every link."""

    template_name = "discussion/confirm.html"
    context_object_name = "comment"

    def get_object(self, lock=False):
        signed = self.kwargs["signed"]
        try:
            key = confirmations.linked_key(signed)
        except signing.BadSignature:
            raise Http404 from None
        essays = Essay.objects.with_comment_policy()
        essay = get_object_or_404(essays, slug=self.kwargs["slug"])
        comments = essay.comments.filter(withdrawn=False).select_related("parent")
        comments = comments.select_for_update(of=["self"]) if lock else comments
        comment = get_object_or_404(comments, pk=key)
        if not confirmations.is_link_of(signed, comment):
            raise Http404
        return comment

    @property
    def has_expired(self):
        return confirmations.has_expired(self.kwargs["signed"], timezone.now())

    def get_context_data(self, **kwargs):
        comment, essay = self.object, self.object.essay
        return super().get_context_data(
            essay=essay,
            is_public=essay.is_published(),
            asked=Confirmation.objects.filter(comment=comment).first(),
            has_expired=self.has_expired,
            is_refused=RefusedAddress.objects.of(comment.email).exists(),
            may_remember=CommentSettings.objects.current().proof == Proof.BROWSER,
            **kwargs,
        )

    def post(self, request, **kwargs):
        with transaction.atomic():
            comment_settings = CommentSettings.objects.locked_row()
            self.object = comment = self.get_object(lock=True)
            if self.has_expired:
                return self.render_to_response(self.get_context_data(), status=410)
            if "refuse" in request.POST:
                address_proof.deny(comment)
                return redirect(request.path)
            address_proof.confirm(comment, Submission.of(request, comment_settings))
        response = redirect(request.path)
        if "remember" in request.POST and comment_settings.proof == Proof.BROWSER:
            remembered_browsers.remember(request, response, comment.email)
        return response
