from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from .model_admin import EditorialModelAdmin

admin.site.unregister(User)  # Django's own page refuses to delete recipients of mails


@admin.register(User)
class AccountAdmin(EditorialModelAdmin, UserAdmin):
    view_on_site = False
