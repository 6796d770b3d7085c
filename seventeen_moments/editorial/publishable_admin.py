"""The admin of essays and sources, in the order of a request.

Each hook of Django's ModelAdmin is here once, and calls its steps by name.
"""

from itertools import chain

import js_asset
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.db import IntegrityError, models, transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.core.permissions import (
    editable_by,
    is_author,
    is_editor,
    may_change,
    may_publish,
)
from seventeen_moments.core.precomputing import precompute_form, precomputing
from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.core.themes import ThemesField
from seventeen_moments.versions.conflicts import OVER, VERSION, ConflictCheck
from seventeen_moments.versions.draft_forms import DraftFormMixin
from seventeen_moments.versions.draft_page import DraftPage, change_form_of
from seventeen_moments.versions.editing import EditingPage
from seventeen_moments.versions.history_views import HistoryViews
from seventeen_moments.versions.models import lock
from seventeen_moments.versions.overlay import is_live, page_on_site, with_draft_marks
from seventeen_moments.versions.recording import (
    note_field,
    record_after_form,
    record_before_form,
    recorded_change,
)
from seventeen_moments.versions.register import essay_keys
from seventeen_moments.versions.saving import (
    drafts_deleted_too,
    merge_drafts,
    message_about_draft,
    save_form_draft,
    save_formset_drafts,
)

from .forms import PublishableForm
from .model_admin import EditorialModelAdmin, is_key
from .not_saved import not_saved
from .owned import exclude_fields
from .publication_buttons import (
    form_buttons,
    pressed_button,
    publish_selected,
    unpublish_selected,
)
from .publish_page import PublishPage, UnpublishPage, page_of
from .review_page import ReviewPage
from .reviews import review_for_form, save_ticks, with_reviews
from .several.pages import KEYS, ChangeSeveralPage, address
from .states import state_of
from .suggestions import ThemesWidget

CHANGE_SEVERAL = "change_several"  # an action of the list


class PublishableAdmin(EditorialModelAdmin):
    form = PublishableForm
    formfield_overrides = {
        ThemesField: {"widget": ThemesWidget},
        models.URLField: {"assume_scheme": "https"},
    }
    view_on_site = staticmethod(page_on_site)
    # Classes with the addresses of further pages, as `urls()`.
    pages = [
        DraftPage,
        EditingPage,
        HistoryViews,
        PublishPage,
        UnpublishPage,
        ReviewPage,
        ChangeSeveralPage,
    ]
    reviewed_fields = []  # the texts that editors write remarks on
    unchecked_fields = []  # fields that may change elsewhere while the form is open

    class Media:
        css = {"all": ["seventeen_moments/admin/drafts.css"]}

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.actions = [publish_selected, unpublish_selected, CHANGE_SEVERAL, *self.actions]

    def get_urls(self):
        return [url for page in self.pages for url in page(self).urls()] + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        return HistoryViews(self).history(request, object_id)

    # Rights: authors find their own objects, change them while they are drafts, and publish none.

    def get_queryset(self, request):
        queryset = editable_by(request.user, super().get_queryset(request))
        return with_reviews(with_draft_marks(queryset))

    def user_queryset(self, request):
        return editable_by(request.user, super().user_queryset(request))

    def has_view_permission(self, request, obj=None):
        own = is_author(request.user, self.model) and (obj is None or obj.is_owned_by(request.user))
        return own or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return is_author(request.user, self.model) or is_editor(request.user, self.model)
        return may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if is_author(request.user, self.model):
            return obj is None or may_change(request.user, obj)
        return super().has_delete_permission(request, obj)

    def has_publish_permission(self, request):
        return may_publish(request.user, self.model)

    def may_save(self, request, obj):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    # Publication

    def published_with(self, row):
        """Pages to offer with the row, each with a reason, which may be empty."""
        return []

    def linked_from(self, rows):
        """The public pages that link to the rows."""
        return []

    # The form

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """Stores all rows and files of the form, or none."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with precomputing():
            row = self._stored_row(request, object_id)
            if self.may_save(request, row):
                precompute_form(row or self.model(), request.POST, request.FILES)
            try:
                with atomic_with_files():
                    return super().changeform_view(request, object_id, *args, **kwargs)
            except IntegrityError:
                return not_saved(self.admin_site, request)

    def _stored_row(self, request, key):
        return self.user_queryset(request).filter(pk=key).first() if key and is_key(key) else None

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST" and transaction.get_connection().in_atomic_block:
            # Load it again once nobody else can save it.
            lock(self.model, row.pk)
            row = super().get_object(request, object_id, from_field)
        return row

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or is_author(request.user, self.model):
            return exclude_fields({"state", "entered_by"}, fieldsets)
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "state", "entered_by"]

    @admin.display(description=_("entered by"), ordering="owner__username")
    def entered_by(self, obj):
        # The field itself would be a link to the account, which editors may not open.
        return account_name(obj.owner) if obj.owner else self.get_empty_value_display()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if self.may_save(request, obj):
            form = type(form.__name__, (DraftFormMixin, form), {"note": note_field()})
        form.user = request.user
        return form

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if change and hasattr(obj, "overlay"):
            fields = flatten_fieldsets(self.get_fieldsets(request, obj))
            names = [name for name in fields if name not in self.unchecked_fields]
            obj.conflict_check = ConflictCheck(obj, names, formsets)
        return formsets, inlines

    def render_change_form(self, request, context, add=False, obj=None, **kwargs):
        if add:
            context["adminform"].form.fields["title"].widget.attrs["autofocus"] = True
        # A refused form is shown with the version with which it was sent.
        sent = request.POST.get(OVER) or request.POST.get(VERSION)
        conflict = getattr(obj, "conflict_check", None)
        context |= {
            "buttons": form_buttons(request, self.model, obj)
            if self.may_save(request, obj)
            else [],
            "is_scheduled": obj and obj.status == Status.PUBLISHED and not obj.is_due(),
            "asking_for_review": is_author(request.user, self.model),
            "review": obj and review_for_form(obj, request.POST),
            "review_page": obj and page_of(obj, "review"),
            "may_remark": self.may_save(request, obj) and is_editor(request.user, self.model),
            "overlay": getattr(obj, "overlay", None),
            "conflict": conflict,
            "version": sent or (conflict and conflict.version),
            # For the import map of the rich-text editor.
            "media": js_asset.Media.from_media(context["media"], nonce=request.csp_nonce),
        }
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)

    # Saving

    def save_form(self, request, form, change):
        if change:
            record_before_form(form)
        return super().save_form(request, form, change)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.owner = request.user
        if is_live(obj):
            save_form_draft(form, request.user)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if is_live(form.instance):
            save_formset_drafts(form.instance, formsets, request.user)
        else:
            super().save_related(request, form, formsets, change)
            merge_drafts(form.instance, formsets)
        if pressed_button(request, form.instance).page:
            form.instance.note = form.cleaned_data.pop("note", "")  # for that page
        record_after_form(form, request.user)
        save_ticks(form.instance, request.POST)
        for row in chain.from_iterable(formset.forms for formset in formsets):
            for remark in getattr(row, "remarks", []):
                messages.info(request, f"“{row.instance}”: {remark}")

    def save_formset(self, request, form, formset, change):
        for row in formset.extra_forms:
            row.instance.owner = request.user
        super().save_formset(request, form, formset, change)

    def construct_change_message(self, request, form, formsets, add=False):
        if not is_live(form.instance):
            return super().construct_change_message(request, form, formsets, add)
        return [{"changed": {"name": str(_("draft")), "object": str(form.instance)}}]

    def response_add(self, request, obj, post_url_continue=None):
        if {IS_POPUP_VAR, "_addanother"} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        return self._respond(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._respond(request, obj)

    def _respond(self, request, row):
        """Shows the page of the button, or the form again: who saves a draft has not finished."""
        if page := pressed_button(request, row).page:
            note = getattr(row, "note", "")
            return redirect(page_of(row, page, **({"note": note} if note else {})))
        self.message_user(request, message_about_draft(row), messages.SUCCESS)
        return redirect(change_form_of(row))

    # Deletion

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        states = recorded_change(self.model, essay_keys(queryset), request.user)
        with states, drafts_deleted_too(queryset):
            super().delete_queryset(request, queryset)

    # The list

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        if may_publish(request.user, self.model):
            return columns
        return [name for name in columns if name != "entered_by"]  # their own

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.may_recover = HistoryViews(self).may_recover(request.user)
        is_narrowed = changelist.has_active_filters or changelist.query
        if is_narrowed and changelist.result_count and self.has_change_permission(request):
            query = changelist.get_query_string(remove=["p", "e"])
            changelist.change_all = address(self, "several") + query
        return changelist

    def response_action(self, request, queryset):
        is_recorded = request.POST.get("action") != CHANGE_SEVERAL  # on its own page
        if not (is_recorded and self.has_change_permission(request)):
            return super().response_action(request, queryset)
        selected = queryset
        if request.POST.get("select_across") != "1":
            selected = queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        with recorded_change(self.model, essay_keys(selected), request.user):
            return super().response_action(request, queryset)

    @admin.action(description=_("Change several"), permissions=["change"])
    def change_several(self, request, rows):
        query = request.GET.copy()
        if request.POST.get("select_across") != "1":
            query[KEYS] = ".".join(request.POST.getlist(ACTION_CHECKBOX_NAME))
        return redirect(address(self, "several", query))

    @admin.display(description=_("state"), ordering="status")
    def state(self, obj):
        return state_of(obj)

    @admin.display(description=_("public from"), ordering="published_at")
    def since(self, obj):
        if obj.status == Status.DRAFT or not obj.published_at:
            return None
        return date_format(timezone.localtime(obj.published_at), "j E Y")

    @admin.display(description=_("page"))
    def page(self, obj):
        words = _("View") if obj.is_published() else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)
