from django.contrib import admin, messages
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_editor

from .. import linkcheck
from ..link_checks import LinkCheck


class AsksAddresses:
    """A list of sources whose addresses are asked, on demand, whether they still answer."""

    actions = ["ask"]

    def get_queryset(self, request):
        answers = LinkCheck.objects.filter(url=OuterRef(self.model.source_kind.link))
        told = {
            f"answer_{name}": Subquery(answers.values(name)) for name in ["alive", "said", "asked"]
        }
        return super().get_queryset(request).annotate(**told)

    def has_ask_permission(self, request):
        return is_editor(request.user, self.model)

    @admin.display(description=_("link check"), ordering="answer_asked", empty_value="")
    def answer(self, source):
        if source.answer_asked is None:
            return None
        alive = source.answer_alive
        return format_html(
            '<span class="state {}">{}</span> <span class="quiet">{}</span>',
            "public" if alive else "dead",
            _("Works") if alive else str(LinkCheck(said=source.answer_said)).capitalize(),
            date_format(timezone.localtime(source.answer_asked), "j E Y"),
        )

    @admin.action(description=_("Check links"), permissions=["ask"])
    def ask(self, request, sources):
        link = self.model.source_kind.link
        longest_unasked = sources.exclude(**{link: ""}).order_by(
            F("answer_asked").asc(nulls_first=True)
        )
        urls = list(dict.fromkeys(longest_unasked.values_list(link, flat=True)))
        answers = linkcheck.ask(urls)
        counts = {
            "asked": len(answers),
            "dead": sum(not answer.alive for answer in answers),
            "left": len(urls) - len(answers),
        }
        told = _("Links checked: %(asked)d. Broken: %(dead)d. Not checked yet: %(left)d.")
        level = messages.WARNING if counts["dead"] or counts["left"] else messages.SUCCESS
        self.message_user(request, told % counts, level)
