"""What the admin of a page that can be published has for that: buttons, and actions of the list."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_author, may_publish
from seventeen_moments.versions.draft_forms import DRAFT

from .publish_page import MOST_ROWS, PublishPage, UnpublishPage
from .review_page import REVIEW

# The names of the buttons in a form, beside that which saves.
PUBLISH, UNPUBLISH = "_publish", "_unpublish"


class FormButton(NamedTuple):
    name: str
    label: str
    page: str = ""  # of the row, to which it leads after the form is saved


class PublishingMixin:
    actions = ["publish_selected", "unpublish_selected"]

    def form_buttons(self, request, obj):
        """The first is pressed by Enter: it saves. The others save, and lead to a further page."""
        buttons = [FormButton(DRAFT, _("Save draft"))]
        if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
            return buttons
        if is_author(request.user, self.model):
            return [*buttons, FormButton(REVIEW, _("Ready for review …"), "review")]
        if obj and obj.is_published():
            buttons.append(FormButton(PUBLISH, _("Publish changes …"), PublishPage.name))
        elif not (obj and obj.is_due()):
            buttons.append(FormButton(PUBLISH, _("Publish …"), PublishPage.name))
        if obj and obj.is_due():
            buttons.append(FormButton(UNPUBLISH, _("Unpublish …"), UnpublishPage.name))
        return buttons

    def pressed_button(self, request, row):
        first, *others = self.form_buttons(request, row)
        return next((button for button in others if button.name in request.POST), first)

    def published_with(self, row):
        """Pages to offer with the row, each with a reason, which may be empty."""
        return []

    def linked_from(self, rows):
        """The public pages that link to the rows."""
        return []

    def has_publish_permission(self, request):
        return may_publish(request.user, self.model)

    @admin.action(description=_("Publish …"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        return self._ask_about(request, queryset, PublishPage)

    @admin.action(description=_("Unpublish …"), permissions=["publish"])
    def unpublish_selected(self, request, queryset):
        return self._ask_about(request, queryset, UnpublishPage)

    def _ask_about(self, request, queryset, page):
        keys = list(queryset.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            message = _("Choose at most %d pages at once.") % MOST_ROWS
            return self.message_user(request, message, messages.ERROR)
        return redirect(page(self).url_of_several(keys))
