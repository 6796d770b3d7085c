"""The page that asks before a source is removed for good, and the list of what was removed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seventeen_moments.core.browser_length import TypedField
from seventeen_moments.core.kinds import kinds_by_name
from seventeen_moments.editorial.model_admin import EditorialModelAdmin, is_key

from .models import Removal
from .removing import files_in, folders_of, remove
from .traces import bulk_changes_of, corrections_of, versions_of


class RemovalForm(forms.ModelForm):
    class Meta:
        model = Removal
        fields = ["reason"]
        field_classes = {"reason": TypedField}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


@admin.register(Removal)
class RemovalAdmin(EditorialModelAdmin):
    list_display = ["at", "kind_name", "by", "reason"]
    list_select_related = ["by"]
    list_display_links = None
    view_on_site = False

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, removal):
        model = kinds_by_name().get(removal.kind)
        return model._meta.verbose_name if model else removal.kind

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}  # there is none to select
        return super().changelist_view(request, title | (extra_context or {}))

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_model_perms(self, request):
        return super().get_model_perms(request) | {"add": False}

    def has_add_permission(self, request):
        # The list has no button: a removal begins at the page of a source.
        return "source" in request.GET and super().has_add_permission(request)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        row = _source(request.GET["source"])
        if row is None:
            if request.method != "POST":
                raise Http404
            messages.warning(request, _("This source no longer exists."))  # two windows
            return redirect(reverse("admin:removals_removal_changelist"))
        form = RemovalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            left = remove(row, request.user, form.cleaned_data["reason"])
            if left:
                words = _("These files could not be deleted from the disk: %(names)s")
                messages.error(request, words % {"names": ", ".join(left)})
            messages.success(request, _("Removed for good."))
            return redirect(reverse("admin:removals_removal_changelist"))
        context = self.admin_site.each_context(request) | {
            "title": _("Remove for good"),
            "opts": row._meta,
            "row": row,
            "form": form,
            "what": list(_what(row)),
        }
        return render(request, "admin/removals/remove.html", context)


def _source(name):
    """Of “image-5”."""
    kind, _dash, key = name.partition("-")
    model = kinds_by_name().get(kind)
    if model is None or not is_key(key):
        raise Http404
    return model._base_manager.filter(pk=key).first()


def _what(row):
    """What is removed, in sentences."""
    files = sum(len(files_in(folder)) for folder in folders_of(row))
    numbers = [
        (
            files,
            ngettext(
                "%(n)d file, with all of its sizes, those of earlier versions and of drafts",
                "%(n)d files, with all of their sizes, those of earlier versions and of drafts",
                files,
            ),
        ),
    ]
    count = versions_of(row).count()
    numbers.append((count, ngettext("%(n)d earlier version", "%(n)d earlier versions", count)))
    count = row.drafts.count() + row.saved_drafts.count()
    numbers.append((count, ngettext("%(n)d draft", "%(n)d drafts", count)))
    count = corrections_of(row).count()
    numbers.append(
        (count, ngettext("%(n)d suggestion of a reader", "%(n)d suggestions of readers", count))
    )
    count = bulk_changes_of(row).count()
    numbers.append(
        (
            count,
            ngettext(
                "what %(n)d change of several sources needs to be undone for it",
                "what %(n)d changes of several sources need to be undone for it",
                count,
            ),
        )
    )
    return [words % {"n": number} for number, words in numbers if number]
