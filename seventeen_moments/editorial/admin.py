from django.contrib import admin
from django.contrib.auth.models import User
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from .accounts import AccountAdmin

admin.site.unregister(User)  # Django's own page refuses to delete recipients of mails
admin.site.register(User, AccountAdmin)
# The pages of django-otp show the keys.
admin.site.unregister([TOTPDevice, StaticDevice])
