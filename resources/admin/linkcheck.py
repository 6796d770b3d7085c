from django.contrib import admin, messages
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_editor

from .. import linkcheck
from ..linkcheck import LinkCheck


class LinkCheckMixin:
    """Adds the action that checks the addresses of the chosen sources, and its results."""

    actions = ["check_links"]

    def get_queryset(self, request):
        checks = LinkCheck.objects.filter(url=OuterRef(self.model.source_kind.link))
        results = {
            f"link_{name}": Subquery(checks.values(name))
            for name in ["alive", "result", "checked_at"]
        }
        return super().get_queryset(request).annotate(**results)

    def has_check_links_permission(self, request):
        return is_editor(request.user, self.model)

    @admin.display(description=_("link check"), ordering="link_checked_at", empty_value="")
    def link_status(self, source):
        if source.link_checked_at is None:
            return None
        alive = source.link_alive
        return format_html(
            '<span class="state {}">{}</span> <span class="quiet">{}</span>',
            "public" if alive else "dead",
            _("Works") if alive else str(LinkCheck(result=source.link_result)).capitalize(),
            date_format(timezone.localtime(source.link_checked_at), "j E Y"),
        )

    @admin.action(description=_("Check links"), permissions=["check_links"])
    def check_links(self, request, sources):
        link = self.model.source_kind.link
        sources_by_last_check = sources.exclude(**{link: ""}).order_by(
            F("link_checked_at").asc(nulls_first=True)
        )
        urls = list(dict.fromkeys(sources_by_last_check.values_list(link, flat=True)))
        checks = linkcheck.check_links(urls)
        counts = {
            "checked": len(checks),
            "dead": sum(not check.alive for check in checks),
            "left": len(urls) - len(checks),
        }
        message = _("Links checked: %(checked)d. Broken: %(dead)d. Not checked yet: %(left)d.")
        level = messages.WARNING if counts["dead"] or counts["left"] else messages.SUCCESS
        self.message_user(request, message % counts, level)
