"""The base class of our admin pages."""

import json
import re
from contextlib import nullcontext
from copy import copy
from operator import methodcaller

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.http import Http404
from django.utils.text import smart_split

from seventeen_moments.core.transliteration import GREEK_AND_DASHES, PLAIN_LATIN

from .list_search import finders
from .long_lists import Dates, LongListPaginator

LETTERS = {chr(letter): latin for letter, latin in PLAIN_LATIN.items()} | GREEK_AND_DASHES
SLUGS = forms.Script(
    "seventeen_moments/admin/slugs.js", defer=True, **{"data-letters": json.dumps(LETTERS)}
)

# Databases limit the depth of an expression and the length of a pattern.
MOST_TERMS = 12
LONGEST_SEARCH = 300
LONGEST_KEY = 18  # digits: what fits a BigAutoField
TOO_LARGE = re.compile(rf"\d{{{LONGEST_KEY + 1}}}")


class EditorialChangeList(ChangeList):
    """Loads no long columns, and accepts only filters and orders that the list offers."""

    def with_dates(self):
        """The list for Django's date hierarchy."""
        changelist = copy(self)
        changelist.queryset = Dates(self.user_rows, self.date_hierarchy, self.params)
        return changelist

    def get_queryset(self, request, **kwargs):
        self.user_rows = self.model_admin.user_queryset(request)
        return super().get_queryset(request, **kwargs).defer(*self.model_admin.list_defer)

    def get_results(self, request):
        super().get_results(request)
        if not (self.query or self.has_active_filters):
            self.full_result_count = self.result_count  # no “Show all”: it does

    def get_ordering_field(self, field_name):
        # Django sorts by any column that the address names, even by one that it does not offer.
        offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if offered else None

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
        params = self.get_filters_params()
        values = [value for values in params.values() for value in values]
        if not all(map(offered.fullmatch, params)) or any(map(TOO_LARGE.search, values)):
            raise IncorrectLookupParameters
        try:
            return super().get_filters(request)
        except OverflowError:  # a year beyond the calendar
            raise IncorrectLookupParameters from None


class EditorialModelAdmin(admin.ModelAdmin):
    # Users who may delete the parent of an object also delete the object, without a permission
    # for it.
    deleted_with_parent = False
    list_defer = []
    list_per_page = 50
    paginator = LongListPaginator
    show_full_result_count = False
    # A link to the page. By default Django links a redirect, which takes another query.
    view_on_site = methodcaller("get_absolute_url")

    class Media:
        js = [SLUGS]

    def user_queryset(self, request):
        """The objects that the user finds here, without the annotations of the list."""
        return self.model._default_manager.all()

    def get_changelist(self, request, **kwargs):
        return EditorialChangeList

    def changelist_view(self, request, extra_context=None):
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if not is_key(key):
                raise Http404
        # Django logs and deletes the selected objects in separate transactions.
        transaction_if_confirmed = transaction.atomic() if "post" in request.POST else nullcontext()
        with transaction_if_confirmed:
            response = super().changelist_view(request, extra_context)
        changelist = (getattr(response, "context_data", None) or {}).get("cl")
        for each in getattr(changelist, "filter_specs", []):
            response.context_data["media"] += getattr(each, "media", forms.Media())
        return response

    def get_search_results(self, request, queryset, search_term):
        terms = list(smart_split(search_term[:LONGEST_SEARCH]))[:MOST_TERMS]
        if terms and self.model in finders:
            return queryset.filter(finders[self.model](" ".join(terms))), False
        return super().get_search_results(request, queryset, " ".join(terms))

    def get_deleted_objects(self, objs, request):
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        deleted_too = {
            model._meta.verbose_name
            for model, model_admin in self.admin_site._registry.items()
            if getattr(model_admin, "deleted_with_parent", False) and model is not self.model
        }
        return listed, counts, missing - deleted_too, protected


class ReadOnlyMixin:
    """For objects that only the program writes. They are deleted with their parent."""

    deleted_with_parent = True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
