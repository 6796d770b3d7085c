import re

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.models import Comment, Essay
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.editorial.filters import EssayFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from ..action_texts import DECIDED
from ..seen import Seen
from . import comment_extras
from .comment_extras import CommentExtrasForm
from .text_history import TextHistoryMixin

State = Comment.State
ON_DASHBOARD = 5  # comments
EMAIL = re.compile(r"\S+@\S+\.\S+")
MOST_SEARCHED = 5000  # comments: no index has their words
FIELDS = [
    "visible_essay",
    "author_name",
    "author_role",
    "created",
    "parent",
    "quote",
    "whole_text",
    "suspicion",
    "proved_at",
    "reasons",
    "state",
    "decided",
    "notes",
]
DISMISSED = ngettext_lazy("%d flag dismissed.", "%d flags dismissed.")


class StateForm(CommentExtrasForm):
    """Refuses a decision about a comment that changed since the page was loaded."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean(self):
        super().clean()
        # Locked until the transaction of the admin's page ends, which saves the comment.
        stored = Comment.objects.select_for_update().get(pk=self.instance.pk)
        if self.cleaned_data.get("seen") == stored.version and not stored.withdrawn:
            return
        self.data = self.data.copy()
        self.data["seen"] = stored.version
        changed = _(
            "This comment was changed while the page was open: its state is now “%(state)s”. "
            "Nothing was saved. Read it again, and save again if you still want to."
        )
        if stored.withdrawn:
            changed = _("The author deleted this comment, so it stays removed.")
        if stored.erased:
            changed = _("This comment was deleted for good, so it stays removed.")
        raise forms.ValidationError(changed, params={"state": stored.get_state_display()})


class FlaggedFilter(admin.SimpleListFilter):
    title = _("flags")
    parameter_name = "flagged"

    def lookups(self, request, model_admin):
        return [("1", _("Flagged"))]

    def queryset(self, request, comments):
        return comments.flagged() if self.value() else comments


@admin.register(Comment)
class CommentAdmin(TextHistoryMixin, EditorialModelAdmin):
    """All comments, for moderators. Editors see them without the e-mail addresses."""

    form = StateForm
    list_display = [
        "excerpt",
        "author_name",
        "visible_essay",
        "written",
        "state_and_suspicion",
        "flags_raised",
    ]
    list_filter = ["state", ("essay", EssayFilter), FlaggedFilter, "suspicion"]
    list_select_related = ["essay"]
    list_defer = ["html", *Essay.long_fields("essay__")]
    search_fields = ["name", "text", "essay_title"]
    search_help_text = _("Searches the newest 5,000 comments, and all for a whole e-mail address.")
    sortable_by = ["written", "state_and_suspicion"]  # what an index sorts
    ordering = Comment.objects.waiting_first().query.order_by
    date_hierarchy = "created"
    actions = ["approve", "mark_as_spam", "remove", "dismiss_flags"]
    deleted_with_parent = True  # with their essay

    def get_queryset(self, request):
        essays = viewable_by(request.user, Essay.objects.filter(pk=OuterRef("essay")))
        comments = super().get_queryset(request).with_flag_counts()
        # A title that the user may not see must not show through the search or the order either.
        titles = Coalesce(Subquery(essays.order_by().values("title")[:1]), Value(""))
        return comments.annotate(essay_title=titles)

    def dashboard_panel(self, request):
        """Waiting comments, and those that readers reported."""
        if not self.has_view_permission(request):
            return None
        comments = self.get_queryset(request)
        reported = comments.reported().with_raised_flags()
        return {
            "template": "admin/moderation/_waiting.html",
            **self._summary(comments.waiting(), state__exact="waiting"),
            "reported": self._summary(reported, flagged="1", state__exact="approved"),
        }

    def _summary(self, comments, **query):
        """The number of comments, the address of their list, and the oldest ones."""
        oldest = comments.with_essay().defer("html").order_by("created", "pk")
        return {
            "count": comments.count(),
            "list": reverse("admin:essays_comment_changelist", query=query),
            "oldest": oldest[:ON_DASHBOARD],
        }

    def has_add_permission(self, request):
        return False

    def get_list_display(self, request):
        return self._with_email(request, self.list_display)

    def get_search_fields(self, request):
        return self._with_email(request, self.search_fields)

    def get_search_results(self, request, queryset, search_term):
        words = search_term.strip()
        if self.has_change_permission(request) and EMAIL.fullmatch(words):
            return queryset.filter(email=words), False
        newest = Comment.objects.order_by("-pk").values("pk")
        if oldest := newest[MOST_SEARCHED : MOST_SEARCHED + 1].values_list("pk", flat=True).first():
            queryset = queryset.filter(pk__gt=oldest)
        return super().get_search_results(request, queryset, search_term)

    def get_fields(self, request, obj=None):
        fields = [*self._with_email(request, FIELDS)]
        if not self.has_change_permission(request):
            return [name for name in fields if name != "notes"]  # for moderators only
        return [
            *fields,
            "related_pages",
            "text_history",
            *comment_extras.field_names(request.user),
            "seen",
        ]

    def get_readonly_fields(self, request, obj=None):
        return [
            name for name in ["email", "related_pages", "text_history", *FIELDS] if name != "state"
        ]

    def action_checkbox(self, comment):
        """Sends what the row shows along with the selection."""
        return format_html(
            '{}<input type="hidden" name="seen-{}" value="{}">'
            '<input type="hidden" name="flag-{}" value="{}">',
            super().action_checkbox(comment),
            comment.pk,
            comment.version,
            comment.pk,
            comment.latest_flag,
        )

    def view_on_site(self, comment):
        if comment.is_published():
            return comment.get_absolute_url()
        return comment.essay.get_absolute_url() if comment.essay_title else None

    def save_model(self, request, obj, form, change):
        # The form has checked that nothing changed, and has locked the row.
        seen = Seen.of(obj.pk, form.cleaned_data["seen"])
        reasons = {obj.pk: form.cleaned_data["reason"]}
        comments = Comment.objects.filter(pk=obj.pk)
        comments.decide(obj.state, request.user, seen=seen, reasons=reasons)
        form.save_extras(request.user)

    @admin.display(description=_("comment"), ordering="text")
    def excerpt(self, comment):
        return Truncator(comment.shown_text).chars(80)

    @admin.display(description=_("name"), ordering="name")
    def author_name(self, comment):
        return comment.shown_name or "–"

    @admin.display(description=_("comment"))
    def whole_text(self, comment):
        return comment.shown_text

    @admin.display(description=_("essay"), ordering="essay_title")
    def visible_essay(self, comment):
        return comment.essay if comment.essay_title else _("Not public")

    @admin.display(description=_("posted"), ordering="created")
    def written(self, comment):
        return date_format(timezone.localtime(comment.created), "j E Y, H:i")

    @admin.display(description=_("state"), ordering="state")
    def state_and_suspicion(self, comment):
        return format_html(
            '<span class="state {}">{}</span>{}',
            comment.state,
            comment.get_state_display(),
            comment.suspicion
            and format_html(
                '<br><span class="spam-signal">{}</span>', comment.get_suspicion_display()
            ),
        )

    @admin.display(description=_("flags"), ordering="flags_count")
    def flags_raised(self, comment):
        count = comment.flags_count or ""
        is_reported = count and comment.state == State.APPROVED
        return format_html('<b class="reported">{}</b>', count) if is_reported else count

    @admin.display(description=_("flags"))
    def reasons(self, comment):
        reasons = ((flag.reason,) for flag in comment.flags.raised())
        return format_html_join("", "{}<br>", reasons) or "–"

    @admin.display(description=_("decided"))
    def decided(self, comment):
        decisions = comment.decisions.select_related("by")
        return format_html_join("", "{}<br>", ((each.description,) for each in decisions)) or "–"

    @admin.display(description=_("see also"))
    def related_pages(self, comment):
        return comment_extras.related_pages(comment)

    @admin.display(description=_("notes for moderators"))
    def notes(self, comment):
        return comment_extras.shown_notes(comment) or "–"

    @admin.action(description=_("Dismiss flags"), permissions=["change"])
    def dismiss_flags(self, request, comments):
        selected, seen = self._selected(request, comments)
        result = selected.dismiss_flags(request.user, seen=seen)
        self._report(request, DISMISSED, result)

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request, comments):
        self._decide(request, comments, State.APPROVED)

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_as_spam(self, request, comments):
        self._decide(request, comments, State.SPAM)

    @admin.action(description=_("Remove"), permissions=["change"])
    def remove(self, request, comments):
        self._decide(request, comments, State.REMOVED)

    def _decide(self, request, comments, state):
        selected, seen = self._selected(request, comments)
        self._report(request, DECIDED[state], selected.decide(state, request.user, seen=seen))

    def _selected(self, request, comments):
        """The selected comments, including those that left the list since, and what was seen."""
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if request.POST.get("select_across") != "1":
            return Comment.objects.filter(pk__in=keys), Seen(request.POST)
        # Of the rows on other pages only the state was seen, if the list is filtered by it.
        seen = Seen(request.POST, request.GET.get("state__exact"))
        listed = Q(pk__in=comments.order_by().values("pk"))
        return Comment.objects.filter(listed | Q(pk__in=seen.versions)), seen

    def _report(self, request, message, result):
        done = message % result.changed
        if not (result.changed or result.skipped):  # a double click, or a page that was sent again
            done = _("Nothing changed: this was already done.")
        self.message_user(request, done, messages.SUCCESS)
        if result.skipped:
            self.message_user(request, result.warning, messages.WARNING)

    def _with_email(self, request, names):
        if not self.has_change_permission(request):
            return names
        return [*names[:2], "email", *names[2:]]
