from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from essays.models import Comment, Essay, ModerationAction
from seventeen_moments.core.names import account_name
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.core.templatetags.display import isolated
from seventeen_moments.editorial.filters import EssayFilter, RelatedFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin, ReadOnlyMixin

from ..action_texts import sentence_of
from ..moderation.forms import UndoForm
from ..moderation.undo import undo
from .action_details import comment_link, details_of, essay_link

UNDO_BUTTON = "_undo"  # its value is the key of the action


class DecisionFilter(admin.SimpleListFilter):
    title = _("decision")
    parameter_name = "after"

    def lookups(self, request, model_admin):
        return Comment.State.choices

    def queryset(self, request, actions):
        if self.value() is None:
            return actions
        return actions.filter(kind=ModerationAction.Kind.DECISION, changes__after=self.value())


class PersonFilter(RelatedFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("person")


@admin.register(ModerationAction)
class ModerationActionAdmin(ReadOnlyMixin, EditorialModelAdmin):
    """A log: who did what, and when. Whoever may do a thing may also undo it."""

    list_display = ["time", "person", "what", "about", "undone"]
    list_display_links = ["what"]
    list_filter = ["kind", DecisionFilter, ("by", PersonFilter), ("essay", EssayFilter)]
    list_select_related = ["by", "undone_by", "comment", "essay"]
    list_defer = ["comment__html", *Essay.long_fields("essay__")]
    sortable_by = []
    date_hierarchy = "at"
    fields = ["time", "person", "what", "about", "details", "undone"]
    view_on_site = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("essays.change_comment")

    def get_queryset(self, request):
        essays = viewable_by(request.user, Essay.objects.filter(pk=OuterRef("essay")))
        titles = Coalesce(Subquery(essays.order_by().values("title")[:1]), Value(""))
        actions = super().get_queryset(request).with_undo_rights(request.user)
        return actions.annotate(essay_title=titles)

    def get_object(self, request, *args):
        action = super().get_object(request, *args)
        if action:
            action.shown_details = details_of(action, request.user)
        return action

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return self._undo(request) or super().changelist_view(request, title)

    def change_view(self, request, *args, **kwargs):
        return self._undo(request) or super().change_view(request, *args, **kwargs)

    def _undo(self, request):
        if UNDO_BUTTON not in request.POST:
            return None
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = UndoForm({"batch": request.POST[UNDO_BUTTON]})
        key = form.cleaned_data["batch"] if form.is_valid() else None
        undo(request, ModerationAction.objects.filter(pk=key).first())
        return redirect(request.get_full_path())

    @admin.display(description=_("time"))
    def time(self, action):
        return _time(action.at)

    @admin.display(description=_("by"))
    def person(self, action):
        return isolated(account_name(action.by)) if action.by else "–"

    @admin.display(description=_("action"))
    def what(self, action):
        return sentence_of(action)

    @admin.display(description=_("about"))
    def about(self, action):
        lines = [comment_link(action.comment)] if action.comment else []
        if action.essay and action.essay_title:
            lines.append(essay_link(action.essay))
        elif action.essay:
            lines.append(_("Not public"))
        # One element, which is one column of the list on a narrow screen.
        shown = format_html_join("", "<div>{}</div>", ((line,) for line in lines))
        return format_html("<div>{}</div>", shown) if lines else "–"

    @admin.display(description=_("undone"))
    def undone(self, action):
        if action.undone_at:
            by = isolated(account_name(action.undone_by)) if action.undone_by else "–"
            return format_html("<div>{}, {}</div>", by, _time(action.undone_at))
        if not action.may_be_undone:
            return "–"
        label = _("Undo")
        return format_html(
            '<button class="switch" name="{}" value="{}" aria-label="{}">{}</button>',
            UNDO_BUTTON,
            action.pk,
            f"{label}: {sentence_of(action)}",
            label,
        )

    @admin.display(description=_("details"))
    def details(self, action):
        return action.shown_details


def _time(at):
    return date_format(timezone.localtime(at), "j E Y, H:i")
