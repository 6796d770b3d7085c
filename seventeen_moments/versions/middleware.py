from django.conf import settings

from .publish_due import publish_in_time


class PublishDueMiddleware:
    """Publishes the drafts that are due before a page is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name not in settings.PUBLISH_DUE_EXEMPT_VIEWS:
            publish_in_time()
