"""Comments that wait or were reported, as a private feed for each moderator."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.cache import patch_cache_control
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView

from essays.models import Comment
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.core.permissions import may_view

from . import newest
from .models import QueueFeed, may_follow
from .views import CommentsFeed


class ModerationQueueFeed(CommentsFeed):
    title = _("Comments pending or reported")
    link = reverse_lazy("moderation:queue")

    def __call__(self, request, *args, **kwargs):
        response = conditional_page(super().__call__)(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request, signed):
        return QueueFeed.objects.open(signed).user

    def items(self, user):
        waiting = list(newest.comments(Comment.objects.waiting()))
        for comment in waiting:
            comment.raised_flags = []
        comments = waiting + newest.reported(Comment.objects.reported())
        for comment in comments:
            comment.may_name_essay = may_view(user, comment.essay)
        return sorted(comments, key=self.item_pubdate, reverse=True)[: newest.NUMBER]

    def item_guid(self, comment):
        """A comment that waited is a new entry when it is reported."""
        guid = super().item_guid(comment)
        return f"{guid}/flag/{comment.raised_flags[0].pk}" if comment.raised_flags else guid

    def item_title(self, comment):
        if comment.may_name_essay:
            title = super().item_title(comment)
        else:
            title = _("%(name)s on an essay that is not public") % {"name": comment.shown_name}
        return _("Reported: %(title)s") % {"title": title} if comment.raised_flags else title

    def item_link(self, comment):
        return reverse("moderation:comment", args=[comment.pk])

    def item_pubdate(self, comment):
        """A reported comment is as new as the first flag that nobody dismissed."""
        return comment.raised_flags[0].created if comment.raised_flags else comment.created

    def item_categories(self, comment):
        return [comment.get_suspicion_display()] if comment.suspicion else []

    def item_extra_kwargs(self, comment):
        content = comment.shown_html
        if comment.raised_flags:
            reasons = ((flag.reason,) for flag in comment.raised_flags)
            reasons = format_html_join("", "<li>{}</li>", reasons)
            content = format_html("<ul>{}</ul>{}", reasons, content)
        return super().item_extra_kwargs(comment) | {"content": content}


class QueueFeedPage(TemplateView):
    """In the admin: moderators open, renew or close their own feed."""

    template_name = "admin/feeds/queue.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_follow(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        feed = QueueFeed.objects.filter(user=self.request.user).first()
        return super().get_context_data(
            title=_("Queue feed"),
            address=feed and self.request.build_absolute_uri(feed.get_absolute_url()),
            **admin.site.each_context(self.request),
            **kwargs,
        )

    def post(self, request):
        if "remove" in request.POST:
            QueueFeed.objects.filter(user=request.user).delete()
            messages.success(request, _("Your feed has been closed."))
        else:
            with transaction.atomic():
                QueueFeed.objects.renew(request.user)
                record(Event.Kind.FEED_MADE, request.user)
            messages.success(request, _("Your feed has a new address."))
        return redirect("queue_feed")
