import logging

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView

from seventeen_moments.core.templatetags.unsent import fields_to_send_again
from seventeen_moments.csrf import is_misreported, is_public, is_same_origin

logger = logging.getLogger(__name__)


class Robots(TemplateView):
    template_name = "robots.txt"
    content_type = "text/plain"

    def get_context_data(self, **kwargs):
        sitemap = self.request.build_absolute_uri(reverse("sitemap:index"))
        return super().get_context_data(sitemap=sitemap, **kwargs)


def bad_request(request, exception, status=400):
    return render(request, "400.html", {"status": status}, status=status)


def csrf_failure(request, reason=""):
    """Shows the form's text again. If it surely comes from our own page, it can be sent again."""
    is_ours = is_same_origin(request)
    if not (is_ours or is_public(request)):
        request.POST = QueryDict()  # from another site: its files are not read either
    again, by_proxy = [], is_misreported(request)
    if is_ours and is_public(request) and not by_proxy:
        again = fields_to_send_again(request)
    if by_proxy:
        logger.warning(
            "A form was refused, as its proxy does not report where the page was open. Let the "
            "proxy pass on Host and set X-Forwarded-Proto, and name it in TRUSTED_PROXIES."
        )
    return render(request, "403_csrf.html", {"again": again, "by_proxy": by_proxy}, status=403)


def too_large(request, status=413, **reason):
    return render(request, "413.html", reason | {"status": status}, status=status)
