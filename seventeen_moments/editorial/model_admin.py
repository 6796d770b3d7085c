"""Base classes for the admin of essays, comments, sources and themes."""

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
from .forms import PublicationTimeField, PublishableForm
from .owned import OwnedAdminMixin
from .suggestions import ThemesWidget

# Databases limit the depth of an expression and the length of a pattern.
MOST_TERMS = 12
LONGEST_SEARCH = 300
LONGEST_KEY = 18  # digits: what fits a BigAutoField


class EditorialChangeList(ChangeList):
    """Does not load long columns, and accepts only the filters that the list offers."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).defer(*self.model_admin.list_defer)

    def get_filters(self, request):
        # Django accepts any column and any lookup in the query, even those that fail.
        names = [
            entry[0]
            if isinstance(entry, (list, tuple))
            else getattr(entry, "parameter_name", entry)
            for entry in self.list_filter
        ]
        offered = re.compile(
            rf"({'|'.join(names)})(__id)?(__(exact|isnull|isempty))?"
            rf"|{self.date_hierarchy}__(year|month|day)"
        )
        if not all(map(offered.fullmatch, self.get_filters_params())):
            raise IncorrectLookupParameters
        return super().get_filters(request)


class EditorialModelAdmin(DeletionMixin, admin.ModelAdmin):
    list_defer = []
    list_per_page = 50
    # A link to the page. By default Django links a redirect, which takes another query.
    view_on_site = methodcaller("get_absolute_url")

    def user_queryset(self, request):
        """The objects that the user finds here, without the annotations of the list."""
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


class PublishableAdmin(OwnedAdminMixin, EditorialModelAdmin):
    form = PublishableForm
    formfield_overrides = {
        ThemesField: {"widget": ThemesWidget},
        models.DateTimeField: {"form_class": PublicationTimeField},
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
        return obj.published_at and date_format(timezone.localtime(obj.published_at), "j E Y")

    @admin.display(description=_("page"))
    def page(self, obj):
        words = _("View") if obj.is_published() else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)

    def _state(self, obj):
        if obj.status == Status.DRAFT:
            return "draft", _("Draft")
        if obj.published_at > timezone.now():
            return "later", _("Scheduled")
        if not obj.is_published():
            return "later", _("With its essay")
        return "public", _("Public")


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
