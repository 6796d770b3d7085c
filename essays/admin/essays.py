from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import may_publish, may_view
from seventeen_moments.core.templatetags.display import title_of
from seventeen_moments.editorial.filters import (
    CompletenessFilter,
    OwnerFilter,
    RelatedFilter,
    ReviewFilter,
    UsedChoicesFilter,
    UsedValuesFilter,
)
from seventeen_moments.editorial.list_search import HELP
from seventeen_moments.editorial.model_admin import is_key
from seventeen_moments.editorial.owned import exclude_fields
from seventeen_moments.editorial.publishable_admin import PublishableAdmin

from ..discussion.action_texts import CLOSED, OPENED
from ..discussion.admin.comment_policy import CommentPolicyPage
from ..forms import EssayForm
from ..models import Essay
from .source_links import SourcesPage, essays_linking, published_with

# The names of the buttons in the list; their value is the key of the essay.
OPEN, CLOSE = "_open_comments", "_close_comments"


@admin.register(Essay)
class EssayAdmin(PublishableAdmin):
    """For editors. Moderators see published essays, and open or close their comments."""

    form = EssayForm
    pages = [*PublishableAdmin.pages, CommentPolicyPage, SourcesPage]
    unchecked_fields = ["comments_open"]  # moderators change it with one click in the list
    reviewed_fields = ["summary", "body"]
    list_defer = Essay.long_fields()
    list_select_related = ["owner"]
    search_fields = ["title"]  # found by the index
    search_help_text = HELP
    sortable_by = ["heading", "year", "since"]  # what an index sorts
    date_hierarchy = "published_at"
    actions = ["open_comments", "close_comments", "set_comment_policy"]
    readonly_fields = ["discussion"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "slug", "authors", "year", "language"]}),
        (_("The essay"), {"fields": ["summary", "body"]}),
        (_("Themes and picture"), {"fields": ["themes", "lead_image"]}),
        (_("Publication"), {"fields": ["state", "entered_by"]}),
        (_("Discussion"), {"fields": ["comments_open", "discussion"]}),
    ]

    class Media:
        css = {"all": ["seventeen_moments/admin/editor.css"]}

    def get_queryset(self, request):
        essays = super().get_queryset(request).with_source_counts()
        return essays.with_comment_counts().with_comment_policy()

    def has_open_close_comments_permission(self, request):
        return request.user.has_perm("essays.open_close_comments")

    # One essay

    def get_fieldsets(self, request, obj=None):
        if not self.has_change_permission(request):
            fields = [
                "title",
                "authors",
                "year",
                "language",
                "summary",
                "comments_open",
                "discussion",
            ]
            return [(None, {"fields": fields})]
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return exclude_fields({"lead_image", "discussion"}, fieldsets)
        # A field that cannot be changed would name the image, even if it is a draft of others.
        is_named = obj.lead_image and not self.has_change_permission(request, obj)
        if is_named and not may_view(request.user, obj.lead_image):
            return exclude_fields({"lead_image"}, fieldsets)
        return fieldsets

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if self.has_change_permission(request) else {}

    @admin.display(description=_("policy"))
    def discussion(self, essay):
        url = reverse("admin:essays_essay_comment_policy", args=[essay.pk])
        return format_html('<a href="{}">{}</a>', url, essay.get_approval_display())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and "comments_open" in form.changed_data:
            essays, is_open = Essay.objects.filter(pk=form.instance.pk), form.instance.comments_open
            # The form of a public essay saves a draft, others have been saved.
            if not essays.switch_comments(is_open, request.user):
                essays.log_switch(request.user)

    def published_with(self, essay):
        return published_with(essay)

    def linked_from(self, essays):
        return essays_linking(essays)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["adding"] = [
            {"name": kind._meta.verbose_name, "url": _address_to_add(kind, obj)}
            for kind in kinds()
            if obj
        ]
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # The list

    def get_list_display(self, request):
        switch = "switch" if self.has_open_close_comments_permission(request) else "comments_open"
        if not self.has_change_permission(request):
            return ["heading", "year", "comments", switch, "page"]
        owner = ["entered_by"] if may_publish(request.user, Essay) else []
        state = ["state", "since", *owner]
        return ["heading", "year", *state, "sources", "comments", switch, "page"]

    def get_list_filter(self, request):
        filters = [
            "comments_open",
            ("year", UsedValuesFilter),
            ("language", UsedChoicesFilter),
            ("themes", RelatedFilter),
        ]
        if self.has_change_permission(request):
            owner = ("owner", OwnerFilter)
            return ["status", ReviewFilter, owner, CompletenessFilter, *filters]
        return filters

    @admin.display(description=_("title"), ordering="title")
    def heading(self, essay):
        return title_of(essay)

    @admin.display(description=_("Sources"))
    def sources(self, essay):
        """Their numbers in one column: five would leave no room for the others."""
        declared = [kind.source_kind for kind in kinds()]
        counts = [(kind, getattr(essay, f"{kind.relation}_count")) for kind in declared]
        lines = [(kind.counted % {"n": number},) for kind, number in counts if number]
        return format_html_join(mark_safe("<br>"), "{}", lines) or "–"

    @admin.display(description=_("comments"), ordering="waiting_count")
    def comments(self, essay):
        words = str(essay.comments_count)
        if essay.waiting_count:
            words = _("%(shown)d + %(waiting)d pending") % {
                "shown": essay.comments_count,
                "waiting": essay.waiting_count,
            }
        url = reverse("admin:essays_comment_changelist", query={"essay__id__exact": essay.pk})
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("discussion"), ordering="comments_open")
    def switch(self, essay):
        name, words = (
            (CLOSE, _("Close comments")) if essay.comments_open else (OPEN, _("Open comments"))
        )
        button = format_html(
            '<button class="switch" name="{}" value="{}">{}</button>', name, essay.pk, words
        )
        reason = essay.comments_open and essay.why_closed()
        return format_html("{}<br>{}", button, reason) if reason else button

    def changelist_view(self, request, extra_context=None):
        for name, is_open in [(OPEN, True), (CLOSE, False)]:
            if name in request.POST:
                self._switch_one(request, request.POST[name], is_open)
                return redirect(request.get_full_path())
        return super().changelist_view(request, extra_context)

    @admin.action(description=_("Open comments"), permissions=["open_close_comments"])
    def open_comments(self, request, essays):
        self._switch(request, essays, is_open=True)

    @admin.action(description=_("Close comments"), permissions=["open_close_comments"])
    def close_comments(self, request, essays):
        self._switch(request, essays, is_open=False)

    @admin.action(description=_("Set comment policy"), permissions=["open_close_comments"])
    def set_comment_policy(self, request, essays):
        return CommentPolicyPage(self).edit(request, essays, "approval" in request.POST)

    def _switch_one(self, request, key, is_open):
        if not self.has_open_close_comments_permission(request):
            raise PermissionDenied
        essays = self.get_queryset(request).filter(pk=key) if is_key(key) else None
        if not essays:
            raise Http404
        self._switch(request, essays, is_open)

    def _switch(self, request, essays, is_open):
        changed = essays.switch_comments(is_open, request.user)
        message = OPENED if is_open else CLOSED
        self.message_user(request, message % changed, messages.SUCCESS)


def _address_to_add(kind, essay):
    name = f"admin:{kind._meta.app_label}_{kind._meta.model_name}_add"
    return reverse(name, query={"essay": essay.pk})
