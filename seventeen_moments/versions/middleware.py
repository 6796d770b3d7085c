from .publish_due import publish_in_time

# These answer without the database, or say whether it answers; and files, which no draft changes:
# whether one may be seen follows from the next page.
EXEMPT_VIEWS = {"healthz", "robots", "media:file"}


class PublishDueMiddleware:
    """Publishes the drafts that are due before a page is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name not in EXEMPT_VIEWS:
            publish_in_time()
