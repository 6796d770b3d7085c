from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag, TaggedItem

from seventeen_moments.core import edition
from seventeen_moments.core.themes import ThemesFormField, fold_name, tidy_name
from seventeen_moments.editorial.filters import CompletenessFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin
from seventeen_moments.editorial.suggestions import ThemeSuggestionsMixin
from seventeen_moments.versions.draft_themes import replace_in_drafts

from .redirects.signals import redirect_themes


@transaction.atomic
def merge_themes(themes, target):
    """Replaces the themes by the target wherever they are used, and redirects their addresses."""
    others = Tag.objects.filter(pk__in=themes.values("pk")).exclude(pk=target.pk)
    names = list(others.values_list("name", flat=True))
    redirect_themes(others, target)
    items = TaggedItem.objects.filter(tag__in=others).values_list("content_type", "object_id")
    TaggedItem.objects.bulk_create(
        [TaggedItem(tag=target, content_type_id=kind, object_id=key) for kind, key in set(items)],
        ignore_conflicts=True,  # pages that have the theme already
    )
    others.delete()
    replace_in_drafts(names, target.name)


def numbers_of_uses():
    """Of all themes, in drafts too."""
    items = TaggedItem.objects.order_by().values_list("tag")
    return dict(items.annotate(Count("pk")))


class ThemeForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "name": _("Public on its page and wherever the theme is used."),
            "slug": _("The last part of the page’s address. Links use it, so avoid changing it."),
        }

    def clean_name(self):
        name = tidy_name(self.cleaned_data["name"])
        ThemesFormField().clean(f'"{name}"')  # the same rules as in the form of an essay
        for theme in Tag.objects.exclude(pk=self.instance.pk):
            if fold_name(theme.name) == fold_name(name):
                raise ValidationError(
                    _(
                        "There is already a theme “%(name)s”. To make one theme of the two, merge "
                        "them in the list."
                    ),
                    params={"name": theme},
                )
        return name


class MergeForm(forms.Form):
    keep = forms.ModelChoiceField(None, label=_("Keep"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, themes, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = themes


admin.site.unregister(Tag)  # taggit's page has an inline row for each use


@admin.register(Tag)
class ThemeAdmin(ThemeSuggestionsMixin, EditorialModelAdmin):
    form = ThemeForm
    fields = ["name", "slug"]
    list_display = ["name", "slug", "uses", "page"]
    list_filter = [CompletenessFilter]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["merge"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            replace_in_drafts([form.initial["name"]], obj.name)

    def view_on_site(self, theme):
        return reverse("browse:theme", args=[theme.slug])

    @admin.display(description=_("uses"))
    def uses(self, theme):
        return edition.remember("uses of themes", numbers_of_uses).get(theme.pk, 0)

    @admin.display(description=_("page"))
    def page(self, theme):
        return format_html('<a href="{}">{}</a>', self.view_on_site(theme), _("View"))

    @admin.action(description=_("Merge into one theme"), permissions=["change", "delete"])
    def merge(self, request, themes):
        form = MergeForm(themes, request.POST if "keep" in request.POST else None)
        if form.is_valid():
            target = form.cleaned_data["keep"]
            merge_themes(themes, target)
            message = _("Merged into “%(name)s”.") % {"name": target}
            return self.message_user(request, message, messages.SUCCESS)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge themes"),
            "opts": self.opts,
            "form": form,
            "themes": themes,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/merge_themes.html", context)
