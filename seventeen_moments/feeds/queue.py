"""Comments that wait or were reported, as a feed for each moderator alone."""

from operator import attrgetter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from essays.models import Comment

from . import entries, newest
from .models import QueueFeed, may_follow
from .views import FeedView


class Queue(FeedView):
    def get(self, request, **kwargs):
        response = super().get(request, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    def find(self, signed):
        try:
            self.user = QueueFeed.objects.open(signed).user
        except QueueFeed.DoesNotExist:
            raise Http404 from None

    def title(self):
        return _("Comments pending or reported")

    def page(self):
        return reverse("moderation:desk")

    def entries(self):
        waiting = newest.comments(Comment.objects.waiting())
        found = [entries.of_waiting(comment, self.request, self.user) for comment in waiting]
        reported = newest.reported(Comment.objects.reported())
        found += [entries.of_reported(comment, self.request, self.user) for comment in reported]
        return sorted(found, key=attrgetter("updated"), reverse=True)[: newest.NUMBER]


class QueuePage(TemplateView):
    """In the admin: the moderator's own address, renewed or given up with one click."""

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
            QueueFeed.objects.renew(request.user)
            messages.success(request, _("Your feed has a new address."))
        return redirect("queue_feed")
