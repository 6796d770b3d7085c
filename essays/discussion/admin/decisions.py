from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essays.models import Comment, Decision
from seventeen_moments.editorial.filters import RelatedFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin, ReadOnlyMixin


class StateFilter(admin.SimpleListFilter):
    title = _("state after")
    parameter_name = "after"

    def lookups(self, request, model_admin):
        return Comment.State.choices

    def queryset(self, request, decisions):
        return decisions.filter(after=self.value()) if self.value() else decisions


@admin.register(Decision)
class DecisionAdmin(ReadOnlyMixin, EditorialModelAdmin):
    """A read-only log: who decided what, and when."""

    list_display = ["summary", "comment_excerpt", "by", "decided", "undone"]
    list_filter = [StateFilter, ("by", RelatedFilter)]
    list_select_related = ["by", "comment"]
    fields = ["summary", "comment_excerpt", "by", "decided", "undone"]
    view_on_site = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("essays.change_comment")

    @admin.display(description=_("comment"))
    def comment_excerpt(self, decision):
        return Truncator(str(decision.comment)).chars(80)

    @admin.display(description=_("decided"), ordering="at")
    def decided(self, decision):
        return date_format(timezone.localtime(decision.at), "j E Y, H:i")

    @admin.display(description=_("undone"), boolean=True)
    def undone(self, decision):
        return decision.undone_at is not None
