"""What leads to the pages of publication: the buttons of a form, and the actions of a list."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_author
from seventeen_moments.versions.draft_forms import DRAFT

from .publish_page import MOST_ROWS, PublishPage, UnpublishPage
from .review_page import REVIEW, ReviewPage

# The names of the buttons in a form, beside that which saves.
PUBLISH, UNPUBLISH = "_publish", "_unpublish"


class FormButton(NamedTuple):
    name: str
    label: str
    page: str = ""  # of the row, to which it leads after the form is saved


def form_buttons(request, model, row):
    """The first is pressed by Enter: it saves. The others save, and lead to a further page."""
    buttons = [FormButton(DRAFT, _("Save draft"))]
    if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
        return buttons
    if is_author(request.user, model):
        return [*buttons, FormButton(REVIEW, _("Ready for review …"), ReviewPage.name)]
    if row and row.is_published():
        buttons.append(FormButton(PUBLISH, _("Publish changes …"), PublishPage.name))
    elif not (row and row.is_due()):
        buttons.append(FormButton(PUBLISH, _("Publish …"), PublishPage.name))
    if row and row.is_due():
        buttons.append(FormButton(UNPUBLISH, _("Unpublish …"), UnpublishPage.name))
    return buttons


def pressed_button(request, row):
    first, *others = form_buttons(request, type(row), row)
    return next((button for button in others if button.name in request.POST), first)


@admin.action(description=_("Publish …"), permissions=["publish"])
def publish_selected(model_admin, request, queryset):
    return _ask_about(model_admin, request, queryset, PublishPage)


@admin.action(description=_("Unpublish …"), permissions=["publish"])
def unpublish_selected(model_admin, request, queryset):
    return _ask_about(model_admin, request, queryset, UnpublishPage)


def _ask_about(model_admin, request, queryset, page):
    keys = list(queryset.values_list("pk", flat=True)[: MOST_ROWS + 1])
    if len(keys) > MOST_ROWS:
        message = _("Choose at most %d pages at once.") % MOST_ROWS
        return model_admin.message_user(request, message, messages.ERROR)
    return redirect(page(model_admin).url_of_several(keys))
