from django import forms
from django.contrib import admin

from essays.models import SavedReply
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from ..plain_text import cleaned


class SavedReplyForm(forms.ModelForm):
    def clean_text(self):
        return cleaned(self.cleaned_data["text"])


@admin.register(SavedReply)
class SavedReplyAdmin(EditorialModelAdmin):
    form = SavedReplyForm
    fields = ["title", "text", "language"]
    list_display = ["title", "language"]
    list_filter = ["language"]
    search_fields = ["title", "text"]
    view_on_site = False
