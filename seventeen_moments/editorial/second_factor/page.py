"""The page of one's own second factor."""

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.auth.views import RedirectURLMixin, redirect_to_login
from django.core import signing
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from django_otp.plugins.otp_totp.models import default_key

from seventeen_moments.core import qr

from ..login import too_many_attempts
from . import devices

SALT = "editorial.second_factor"
SET_UP_WITHIN = 3600  # seconds


class PasswordForm(forms.Form):
    """Asks for the password, as somebody else may use the open browser."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = devices.CodeField()

    def __init__(self, request, user, **kwargs):
        super().__init__(**kwargs)
        self.request, self.user = request, user

    def clean_password(self):
        password = self.cleaned_data["password"]
        # django-axes counts failures as those of a login.
        if authenticate(self.request, username=self.user.get_username(), password=password):
            return password
        if getattr(self.request, "axes_locked_out", False):
            raise too_many_attempts()
        raise forms.ValidationError(_("This is not your password."))


class ConfirmationForm(PasswordForm):
    """Password and code, to turn off the second factor or to make new recovery codes."""

    def clean(self):
        cleaned = super().clean()
        if {"password", "code"} <= cleaned.keys():  # a wrong password uses up no code
            try:
                devices.check_code(self.request, self.user, cleaned["code"])
            except forms.ValidationError as error:
                self.add_error("code", error)
        return cleaned


class SetUpForm(PasswordForm):
    """The key is in the form, signed, so that each of two windows has its own."""

    def __init__(self, request, user, **kwargs):
        super().__init__(request, user, **kwargs)
        key = self._sent_key()
        self.is_expired = self.is_bound and key is None
        self.device = devices.unsaved_device(user, key or default_key())
        self.signed_key = signing.dumps([user.pk, self.device.key], salt=SALT)

    def _sent_key(self):
        try:
            sent = self.data.get("key", "")
            owner, key = signing.loads(sent, salt=SALT, max_age=SET_UP_WITHIN)
        except signing.BadSignature:
            return None
        return key if owner == self.user.pk else None

    def clean(self):
        cleaned = super().clean()
        if self.is_expired:
            raise forms.ValidationError(
                _("This page was open for too long, and has a new key now: add that to your app.")
            )
        if {"password", "code"} <= cleaned.keys() and not devices.turn_on(
            self.user, self.device.key, cleaned["code"]
        ):
            self.add_error("code", _("This is not the code of this key. Is the clock right?"))
        return cleaned

    def qr(self):
        return qr.draw(self.device.config_url)

    def key_in_words(self):
        return devices.key_in_words(self.device)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecondFactorPage(RedirectURLMixin, View):
    next_page = "second_factor"

    def dispatch(self, request, *args, **kwargs):
        account = request.account
        if not account.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        self.is_missing = devices.is_missing(account)
        request.user = account  # on this page also where it is missing
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page()

    def post(self, request):
        user, is_on = request.user, devices.has_second_factor(request.user)
        if not is_on and "turn_on" in request.POST:
            form = SetUpForm(request, user, data=request.POST)
            if form.is_valid():
                self._end_other_sessions(form.cleaned_data["password"])
                return self._codes(_("Second factor turned on."))
            return self._page(form)
        if not is_on or "turn_on" in request.POST:
            return redirect("second_factor")  # another window was faster
        form = ConfirmationForm(request, user, data=request.POST)
        if not form.is_valid():
            return self._page(form)
        if "new_codes" in request.POST:
            return self._codes(_("New recovery codes made."))
        devices.turn_off(user)
        self._log(_("Second factor turned off."))
        messages.success(request, _("The second factor is off."))
        return redirect("second_factor")

    def _end_other_sessions(self, password):
        """Those were begun with the password only. Django ends them when its hash changes."""
        user = self.request.user
        user.password = make_password(password)
        user.save(update_fields=["password"])
        update_session_auth_hash(self.request, user)

    def _log(self, words):
        LogEntry.objects.log_actions(self.request.user.pk, [self.request.user], CHANGE, words)

    def _codes(self, words):
        """Shows the codes in the answer itself: no other page ever does."""
        codes = devices.new_recovery_codes(self.request.user)
        self._log(words)
        context = {"codes": codes, "site_name": settings.SITE_NAME}
        text = render_to_string("admin/second_factor/codes.txt", context, self.request)
        context |= {
            "title": _("Recovery codes"),
            "file": f"data:text/plain;charset=utf-8,{quote(text)}",
            "next": self.get_success_url(),
        }
        return self._render("codes", context)

    def _page(self, form=None):
        user, device = self.request.user, devices.authenticator(self.request.user)
        kind = ConfirmationForm if device else SetUpForm
        context = {
            "title": _("Second factor"),
            "form": form or kind(self.request, user),
            "device": device,
            "codes_left": devices.codes_left(user),
            "is_required": devices.is_required_of(user),
            "is_missing": self.is_missing,
            "next": self.get_redirect_url(),
        }
        return self._render("on" if device else "set_up", context)

    def _render(self, name, context):
        site = admin.site.each_context(self.request)
        if devices.is_missing(self.request.user):
            site |= {"has_permission": False, "is_nav_sidebar_enabled": False}
        return render(self.request, f"admin/second_factor/{name}.html", site | context)
