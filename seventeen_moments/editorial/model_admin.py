"""What the admin pages of essays, comments, sources and themes share."""

import re
from operator import methodcaller

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import smart_split
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.publication import Status
from seventeen_moments.core.themes import ThemesField

from .deletion import DeletionMixin
from .forms import PublishableForm
from .owned import Owned
from .suggestions import ThemesWidget

# Databases limit the depth of an expression and the length of a pattern.
MOST_TERMS = 12
LONGEST_SEARCH = 300
LONGEST_KEY = 18  # digits: what fits a BigAutoField


class EditorialChangeList(ChangeList):
    """Lists leave the long columns in the database, and are narrowed only as they offer."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).defer(*self.model_admin.list_defer)

    def get_filters(self, request):
        # Django lets an address ask for any column and any lookup, also those that fail.
        names = [_parameter(offered) for offered in self.list_filter]
        offered = re.compile(
            rf"({'|'.join(names)})(__id)?(__(exact|isnull|isempty))?"
            rf"|{self.date_hierarchy}__(year|month|day)"
        )
        if not all(map(offered.fullmatch, self.get_filters_params())):
            raise IncorrectLookupParameters
        return super().get_filters(request)


def _parameter(offered):
    """The name of one entry of `list_filter` in the address."""
    if isinstance(offered, (list, tuple)):
        return offered[0]
    return getattr(offered, "parameter_name", offered)


class EditorialModelAdmin(DeletionMixin, admin.ModelAdmin):
    list_defer = []
    list_per_page = 50
    # The page itself; by default Django would ask for the row once more to redirect to it.
    view_on_site = methodcaller("get_absolute_url")

    def reach(self, request):
        """The rows that the user finds here, without what the list adds to them."""
        return self.model._default_manager.all()

    def get_changelist(self, request, **kwargs):
        return EditorialChangeList

    def changelist_view(self, request, extra_context=None):
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if not is_key(key):
                raise Http404
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request, queryset, search_term):
        terms = list(smart_split(search_term[:LONGEST_SEARCH]))[:MOST_TERMS]
        return super().get_search_results(request, queryset, " ".join(terms))


class PublishableAdmin(Owned, EditorialModelAdmin):
    form = PublishableForm
    formfield_overrides = {
        ThemesField: {"widget": ThemesWidget},
        models.URLField: {"assume_scheme": "https"},
    }

    def render_change_form(self, request, context, add=False, **kwargs):
        if add:
            context["adminform"].form.fields["title"].widget.attrs["autofocus"] = True
        return super().render_change_form(request, context, add=add, **kwargs)

    @admin.display(description=_("state"), ordering="status")
    def state(self, obj):
        name, words = self._state(obj)
        return format_html('<span class="state {}">{}</span>', name, words)

    @admin.display(description=_("public from"), ordering="published_at")
    def since(self, obj):
        return obj.published_at and date_format(timezone.localtime(obj.published_at), "j M Y")

    @admin.display(description=_("page"))
    def page(self, obj):
        words = _("View") if obj.is_published() else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)

    def _state(self, obj):
        if obj.status == Status.DRAFT:
            return "draft", _("Draft")
        if obj.published_at > timezone.now():
            return "later", _("At its time")
        if not obj.is_published():
            return "later", _("With its essay")
        return "public", _("Public")


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
