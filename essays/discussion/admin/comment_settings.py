from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from essays.models import CommentSettings
from seventeen_moments.core.browser_length import TypedField
from seventeen_moments.editorial.model_admin import EditorialModelAdmin


class CommentSettingsForm(forms.ModelForm):
    class Meta:
        field_classes = {"rules": TypedField}


@admin.register(CommentSettings)
class CommentSettingsAdmin(EditorialModelAdmin):
    """The list redirects to the form of the only row."""

    fields = [
        "comments_open",
        "most_links",
        "most_an_hour",
        "blocked_words",
        "blocked_addresses",
        "rules",
    ]
    form = CommentSettingsForm

    def view_on_site(self, obj):
        return reverse("comment_rules")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:essays_commentsettings_change", CommentSettings.objects.row().pk)
