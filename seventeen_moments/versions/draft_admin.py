from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_editor

from .conflicts import OVER, VERSION, ConflictCheck
from .draft_forms import DRAFT, DraftFormMixin
from .draft_history import keep_draft
from .draft_page import DraftPage, change_form_of
from .models import Draft, lock
from .overlay import page_on_site
from .saving import publish_formset, save_draft, save_formset_draft
from .values import display_time

DRAFT_SAVED = _(
    'Draft saved. Visitors still see the previous page: <a href="{}">preview the draft</a>.'
)
SCHEDULED = _("Visitors see the page as it is until {}. Then the draft is published automatically.")
SAME = _("There are no changes to the public page, so there is no draft.")
HIDDEN = _('“{}” is saved as a draft: <a href="{}">preview it</a>.')


class DraftsMixin(DraftPage):
    """For the admin of a Publishable: drafts of live pages, and a check that nobody undoes what
    another editor saved."""

    unchecked_fields = []  # fields that may change elsewhere while the form is open

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["seventeen_moments/admin/drafts.css"]})

    # The list

    def get_queryset(self, request):
        content_type = ContentType.objects.get_for_model(self.model)
        drafts = Draft.objects.filter(content_type=content_type, object_id=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_draft=Exists(drafts))

    def _state(self, obj):
        name, words = super()._state(obj)
        return name, _("%(state)s, with a draft") % {"state": words} if obj.has_draft else words

    # The form

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST" and transaction.get_connection().in_atomic_block:
            # Load it again once nobody else can save it.
            lock(self.model, row.pk)
            row = super().get_object(request, object_id, from_field)
        return row

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not self._may_save(request, obj):
            return form
        return type(form.__name__, (DraftFormMixin, form), {})

    def _may_save(self, request, row):
        if row is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, row)

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if change and hasattr(obj, "overlay"):
            fields = flatten_fieldsets(self.get_fieldsets(request, obj))
            names = [name for name in fields if name not in self.unchecked_fields]
            obj.conflict_check = ConflictCheck(obj, names, formsets)
        return formsets, inlines

    def render_change_form(self, request, context, obj=None, **kwargs):
        # A refused form is shown with the version with which it was sent.
        sent = request.POST.get(OVER) or request.POST.get(VERSION)
        conflict = getattr(obj, "conflict_check", None)
        context |= {
            "publishing": self._may_save(request, obj) and is_editor(request.user, self.model),
            "overlay": getattr(obj, "overlay", None),
            "conflict": conflict,
            "version": sent or (conflict and conflict.version),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_view_on_site_url(self, obj=None):
        return page_on_site(obj) if hasattr(obj, "overlay") else super().get_view_on_site_url(obj)

    # Saving

    def save_model(self, request, obj, form, change):
        if not _keeps_public(obj):
            super().save_model(request, obj, form, change)
            return
        overlay = obj.overlay
        scheduled = overlay.draft and obj.published_at == overlay.draft.publish_at
        at = obj.published_at if scheduled or DRAFT not in request.POST else None
        if at:
            obj.published_at = overlay.published_at
        overlay.draft = save_draft(obj, form.fields, request.user, publish_at=at)

    def save_related(self, request, form, formsets, change):
        overlay = getattr(form.instance, "overlay", None)
        if overlay and overlay.keeps_public:
            for formset in formsets:
                save_formset_draft(formset, overlay.draft, request.user)
            if overlay.draft.is_empty():
                overlay.draft.discard()
                overlay.draft = None
            else:
                keep_draft(overlay.draft)
            return
        super().save_related(request, form, formsets, change)
        if overlay and overlay.draft:
            for formset in formsets:
                publish_formset(formset)
            overlay.draft.discard()
            overlay.draft = None

    def construct_change_message(self, request, form, formsets, add=False):
        if not _keeps_public(form.instance):
            return super().construct_change_message(request, form, formsets, add)
        return [{"changed": {"name": str(_("draft")), "object": str(form.instance)}}]

    # Deleting

    def delete_queryset(self, request, queryset):
        content_type = ContentType.objects.get_for_model(self.model)
        keys = queryset.order_by().values("pk")
        drafts = Draft.objects.filter(content_type=content_type, object_id__in=keys)
        parents = list(drafts.exclude(parent=None).values_list("parent", flat=True))
        super().delete_queryset(request, queryset)
        Draft.objects.filter(pk__in=parents).empty().delete()

    # The response

    def response_add(self, request, obj, post_url_continue=None):
        if DRAFT in request.POST and IS_POPUP_VAR not in request.POST:
            return self._respond_to_draft(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        is_draft = _keeps_public(obj) or DRAFT in request.POST
        if is_draft and IS_POPUP_VAR not in request.POST:
            return self._respond_to_draft(request, obj)
        return super().response_change(request, obj)

    def _respond_to_draft(self, request, row):
        """Shows the form again: an editor who saves a draft has not finished."""
        overlay = getattr(row, "overlay", None)
        if overlay is None or not overlay.live:
            message = format_html(HIDDEN, row, row.get_absolute_url())
        elif overlay.draft is None:
            message = SAME
        elif overlay.draft.publish_at:
            message = format_html(SCHEDULED, display_time(overlay.draft.publish_at))
        else:
            message = format_html(DRAFT_SAVED, overlay.preview)
        self.message_user(request, message, messages.SUCCESS)
        return redirect(change_form_of(row))


def _keeps_public(row):
    overlay = getattr(row, "overlay", None)
    return bool(overlay and overlay.keeps_public)
