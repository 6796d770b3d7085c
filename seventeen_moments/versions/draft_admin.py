from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import is_editor

from .conflicts import OVER, VERSION, Guard
from .draft_forms import DRAFT, DraftedForm
from .draft_page import DraftPage, change_form_of
from .models import Draft, lock
from .overlay import page_on_site
from .saving import keep, keep_rows, publish_rows

DRAFT_SAVED = _(
    'Draft saved. Visitors still see the previous page: <a href="{}">preview the draft</a>.'
)
SCHEDULED = _("Visitors see the page as it is until {}. Then the draft is published automatically.")
SAME = _("There are no changes to the public page, so there is no draft.")
HIDDEN = _('“{}” is saved as a draft: <a href="{}">preview it</a>.')


class DraftsMixin(DraftPage):
    """For the admin of something Publishable: drafts of live pages, and a guard against undoing
    what somebody else has saved."""

    unguarded = []  # fields that others switch while the form stands open

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["seventeen_moments/admin/drafts.css"]})

    # The list

    def get_queryset(self, request):
        kind = ContentType.objects.get_for_model(self.model)
        drafts = Draft.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_draft=Exists(drafts))

    def _state(self, obj):
        name, words = super()._state(obj)
        return name, _("%(state)s, with a draft") % {"state": words} if obj.has_draft else words

    # Opening

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST" and transaction.get_connection().in_atomic_block:
            # Read again once nobody else can save it.
            lock(self.model, row.pk)
            row = super().get_object(request, object_id, from_field)
        return row

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not self._may_save(request, obj):
            return form
        return type(form.__name__, (DraftedForm, form), {})

    def _may_save(self, request, row):
        if row is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, row)

    def _create_formsets(self, request, obj, change):
        created = super()._create_formsets(request, obj, change)
        if change and hasattr(obj, "opened"):
            fields = flatten_fieldsets(self.get_fieldsets(request, obj))
            names = [name for name in fields if name not in self.unguarded]
            obj.guard = Guard(obj, names, created[0])
        return created

    def render_change_form(self, request, context, obj=None, **kwargs):
        # What was refused comes back with the version that it was sent with.
        sent = request.POST.get(OVER) or request.POST.get(VERSION)
        guard = getattr(obj, "guard", None)
        context |= {
            "publishing": self._may_save(request, obj) and is_editor(request.user, self.model),
            "opened": getattr(obj, "opened", None),
            "guard": guard,
            "version": sent or (guard and guard.version),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_view_on_site_url(self, obj=None):
        return page_on_site(obj) if hasattr(obj, "opened") else super().get_view_on_site_url(obj)

    # Saving

    def save_model(self, request, obj, form, change):
        if not _keeps_public(obj):
            super().save_model(request, obj, form, change)
            return
        opened = obj.opened
        scheduled = opened.draft and obj.published_at == opened.draft.publish_at
        at = obj.published_at if scheduled or DRAFT not in request.POST else None
        if at:
            obj.published_at = opened.published_at
        opened.draft = keep(obj, form.fields, request.user, publish_at=at)

    def save_related(self, request, form, formsets, change):
        opened = getattr(form.instance, "opened", None)
        if opened and opened.keeps_public:
            for formset in formsets:
                keep_rows(formset, opened.draft, request.user)
            if opened.draft.is_empty():
                opened.draft.drop()
                opened.draft = None
            return
        super().save_related(request, form, formsets, change)
        if opened and opened.draft:
            for formset in formsets:
                publish_rows(formset)
            opened.draft.drop()
            opened.draft = None

    def construct_change_message(self, request, form, formsets, add=False):
        if not _keeps_public(form.instance):
            return super().construct_change_message(request, form, formsets, add)
        return [{"changed": {"name": str(_("draft")), "object": str(form.instance)}}]

    # Deleting

    def delete_queryset(self, request, queryset):
        kind = ContentType.objects.get_for_model(self.model)
        going = Draft.objects.filter(
            content_type=kind, object_id__in=queryset.order_by().values("pk")
        )
        parents = list(going.exclude(parent=None).values_list("parent", flat=True))
        super().delete_queryset(request, queryset)
        Draft.objects.filter(pk__in=parents).empty().delete()

    # Answering

    def response_add(self, request, obj, post_url_continue=None):
        if DRAFT in request.POST and IS_POPUP_VAR not in request.POST:
            return self._answer_draft(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        kept = _keeps_public(obj) or DRAFT in request.POST
        if kept and IS_POPUP_VAR not in request.POST:
            return self._answer_draft(request, obj)
        return super().response_change(request, obj)

    def _answer_draft(self, request, row):
        """Back to the form: whoever saves a draft has not finished."""
        self.message_user(request, _said(row), messages.SUCCESS)
        return redirect(change_form_of(row))


def _keeps_public(row):
    opened = getattr(row, "opened", None)
    return bool(opened and opened.keeps_public)


def _said(row):
    opened = getattr(row, "opened", None)
    if opened is None or not opened.live:
        return format_html(HIDDEN, row, row.get_absolute_url())
    if opened.draft is None:
        return SAME
    if opened.draft.publish_at:
        return format_html(SCHEDULED, moment(opened.draft.publish_at))
    return format_html(DRAFT_SAVED, opened.preview)


def moment(time):
    return date_format(timezone.localtime(time), "j E Y, H:i")
