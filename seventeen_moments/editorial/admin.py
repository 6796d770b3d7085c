from django.contrib import admin
from django.contrib.auth.models import User

from .accounts import AccountAdmin

admin.site.unregister(User)  # Django's own page refuses to delete recipients of mails
admin.site.register(User, AccountAdmin)
