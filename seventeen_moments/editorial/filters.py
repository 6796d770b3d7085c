from operator import itemgetter

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.completeness import checks_for
from seventeen_moments.core.names import account_name
from seventeen_moments.core.permissions import is_author, viewable_by
from seventeen_moments.core.publication import Publishable

from .long_lists import values_in_use
from .model_admin import is_key
from .reviews import Review

State = Review.State


class EssaySelect(AutocompleteSelect):
    """Finds essays by their titles while the user types."""

    def optgroups(self, name, value, attr=None):
        # Django queries the database for any submitted value, and fails if it is not a key.
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class RelatedFilter(admin.RelatedFieldListFilter):
    """Offers related objects of the user's list, without drafts that the user may not see."""

    def field_choices(self, field, request, model_admin):
        related = field.related_model._default_manager.all()
        if issubclass(field.related_model, Publishable):
            related = viewable_by(request.user, related)
        rows = model_admin.user_queryset(request).order_by()
        used = related.filter(Exists(rows.filter(**{self.field_path: OuterRef("pk")})))
        ordering = self.field_admin_ordering(field, request, model_admin)
        return [(row.pk, str(row)) for row in used.order_by(*ordering)]


class EssayFilter(admin.RelatedFieldListFilter):
    """A field that finds one of thousands of essays."""

    template = "admin/essay_filter.html"

    def __init__(self, field, request, params, *rest, **options):
        name = f"{field.name}__{field.target_field.name}__exact"
        if params.get(name) == [""]:  # the field was cleared
            del params[name]
        super().__init__(field, request, params, *rest, **options)

    @property
    def media(self):
        return self.select.media

    def field_choices(self, field, request, model_admin):
        essays = viewable_by(request.user, field.related_model._default_manager.all())
        self.select = EssaySelect(field, model_admin.admin_site)
        self.select.choices = forms.ModelChoiceField(essays).choices
        return []  # thousands

    def has_output(self):
        return True

    def choices(self, changelist):
        """Only one: the field, with what else is in the address."""
        others = changelist.filter_params.items()
        attributes = {"id": f"filter-{self.field_path}", "aria-label": self.title}
        yield {
            "select": self.select.render(self.lookup_kwarg, self.lookup_val, attributes),
            "others": [
                (name, each)
                for name, values in others
                if name != self.lookup_kwarg
                for each in values
            ],
        }


class UsedValuesFilter(admin.AllValuesFieldListFilter):
    """Offers the values that objects of the list have."""

    def __init__(self, field, request, *rest, **options):
        super().__init__(field, request, *rest, **options)
        _params, _model, model_admin = rest
        self.lookup_choices = values_in_use(model_admin.user_queryset(request), field.name)


class EssayYearFilter(admin.AllValuesFieldListFilter):
    """Offers the years of those essays that the user may see."""

    def __init__(self, field, request, *rest, **options):
        super().__init__(field, request, *rest, **options)
        essays = viewable_by(request.user, field.model._default_manager.all())
        self.lookup_choices = values_in_use(essays, "year")


class UsedChoicesFilter(admin.ChoicesFieldListFilter):
    """Offers those choices only that objects of the list have."""

    def __init__(self, field, request, *rest, **options):
        super().__init__(field, request, *rest, **options)
        _params, _model, model_admin = rest
        self.used = set(values_in_use(model_admin.user_queryset(request), self.field_path))

    def has_output(self):
        return len(self.used) > 1 or bool(self.lookup_val)

    def choices(self, changelist):
        all_values, *others = super().choices(changelist)
        yield all_values
        for (value, _title), choice in zip(self.field.flatchoices, others, strict=False):
            if value in self.used or choice["selected"]:
                yield choice


class OwnerFilter(admin.RelatedFieldListFilter):
    """Offers the accounts that entered objects of the list. Authors find only their own there."""

    def has_output(self):
        return not self.is_for_author and super().has_output()

    def field_choices(self, field, request, model_admin):
        self.is_for_author = is_author(request.user, model_admin.model)
        rows = model_admin.user_queryset(request).order_by()
        entered = Exists(rows.filter(**{self.field_path: OuterRef("pk")}))
        accounts = field.related_model._default_manager.filter(entered)
        return sorted(
            ((account.pk, account_name(account)) for account in accounts), key=itemgetter(1)
        )


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [(State.WAITING, State.WAITING.label), (State.ANSWERED, _("With remarks"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {State.WAITING, State.ANSWERED}:
            raise IncorrectLookupParameters
        reviewed = queryset.filter(review_state=self.value())
        return reviewed.filter(remarks_to_do__gt=0) if self.value() == State.ANSWERED else reviewed


class CompletenessFilter(admin.SimpleListFilter):
    """Narrows a list to the objects that one of the checks finds incomplete."""

    title = _("completeness")
    parameter_name = "incomplete"

    def lookups(self, request, model_admin):
        return [(check.name, check.label) for check in checks_for(model_admin.model)]

    def queryset(self, request, queryset):
        name = self.value()
        if name is None:
            return queryset
        for check in checks_for(queryset.model):
            if check.name == name:
                return queryset.filter(check.condition(queryset.model))
        raise IncorrectLookupParameters
