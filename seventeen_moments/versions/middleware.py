from .publish_due import settle_in_time

# What answers without the database, or says whether there is one; and files, which no draft
# changes: whether one may be seen follows from the next page.
UNSETTLED = {"healthz", "robots", "media:file"}


class Settle:
    """Publishes what is due before a page is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name not in UNSETTLED:
            settle_in_time()
