from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from essays.models import Block, CommentSettings
from seventeen_moments.core.browser_length import TypedField
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from ..comment_settings import LISTS


class CommentSettingsForm(forms.ModelForm):
    """Knows what the page showed, so that two moderators lose nothing of each other."""

    class Meta:
        field_classes = {"rules": TypedField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        super().clean()
        for name in {*LISTS} & {*self.changed_data} & self.cleaned_data.keys():
            shown = self.data.get(self.add_initial_prefix(name), "")
            stored = getattr(CommentSettings.objects.row(), name)
            self.cleaned_data[name] = merged(stored, shown, self.cleaned_data[name])


def merged(stored, shown, sent):
    """The stored lines with what the sent ones add to, and take from, those that were shown."""
    stored, shown, sent = (text.splitlines() for text in (stored, shown, sent))
    if stored == shown:
        return "\n".join(sent)
    removed, known = {*shown} - {*sent}, {*shown, *stored}
    kept = [line for line in stored if line not in removed]
    return "\n".join([*kept, *(line for line in sent if line not in known)])


@admin.register(CommentSettings)
class CommentSettingsAdmin(EditorialModelAdmin):
    """The list redirects to the form of the only row."""

    fields = [
        "comments_open",
        "most_links",
        "most_an_hour",
        "proof",
        "keep_days",
        "blocked_words",
        "blocked_senders",
        "sender_days",
        "rules",
    ]
    readonly_fields = ["blocked_senders"]
    form = CommentSettingsForm

    def view_on_site(self, obj):
        return reverse("comment_rules")

    @admin.display(description=_("blocked senders"))
    def blocked_senders(self, row):
        count = Block.objects.in_force().count()
        address = reverse("admin:essays_block_changelist")
        return format_html('<a href="{}">{}</a>', address, count or _("None"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:essays_commentsettings_change", CommentSettings.objects.row().pk)

    def save_model(self, request, obj, form, change):
        """Saves the changed fields only: another moderator may have just changed the others."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        CommentSettings.objects.change(values, request.user)
