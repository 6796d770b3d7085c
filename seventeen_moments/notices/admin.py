from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.editorial.model_admin import EditorialModelAdmin, ReadOnlyMixin

from .models import Mail

QUEUED_AGAIN = ngettext_lazy("%d e-mail will be sent again.", "%d e-mails will be sent again.")


@admin.register(Mail)
class MailAdmin(ReadOnlyMixin, EditorialModelAdmin):
    """Only for administrators: no group has the permission, because mails contain addresses."""

    list_display = ["subject", "to", "kind", "state", "attempts", "created", "settled", "error"]
    list_filter = ["state", "kind"]
    list_defer = ["body"]
    search_fields = ["to", "subject"]
    fields = [*list_display[:5], "next_try", "created", "settled", "error", "body"]
    readonly_fields = fields
    actions = ["try_again"]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(to="")

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request, mails):
        unsent = mails.filter(state__in=[Mail.State.REFUSED, Mail.State.WAITING])
        again = {"state": Mail.State.WAITING, "settled": None, "next_try": timezone.now()}
        self.message_user(
            request, QUEUED_AGAIN % unsent.update(attempts=0, **again), messages.SUCCESS
        )
