"""Logging in, in two steps for accounts with a second factor.

login() is called after the second step only, so whoever is between the two is a visitor to every
page. Until then the session holds whose password was right.
"""

from time import time
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import load_backend, login
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from .devices import (
    RECOVERY_DIGITS,
    CodeField,
    check_code,
    codes_left,
    has_second_factor,
    is_missing,
)

HELD = "password_was_right"  # the session key
HELD_FOR = 5 * 60  # seconds


def sign_in(request, user, next_url, backend=None):
    """Logs in, or leads to the second step. The only place of both, besides CodeView."""
    if has_second_factor(user):
        request.session[HELD] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),  # a new password begins again
            "backend": backend or user.backend,
            "at": int(time()),
        }
        return _redirect("admin:login_code", next_url)
    login(request, user, backend)
    return _redirect("second_factor", next_url) if is_missing(user) else redirect(next_url)


def _redirect(name, next_url):
    return redirect(f"{reverse(name)}?{urlencode({'next': next_url})}")


def held_user(session):
    """The user between the two steps, or None."""
    held = session.get(HELD)
    if not held or not 0 <= time() - held["at"] <= HELD_FOR:
        return None
    user = load_backend(held["backend"]).get_user(held["user"])  # None if it is inactive
    if user is None or not has_second_factor(user):
        return None
    if not constant_time_compare(held["hash"], user.get_session_auth_hash()):
        return None
    user.backend = held["backend"]
    return user


class SignInView(LoginView):
    """In the look of the admin."""

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | {
            "title": self.title,
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
        }
        return super().get_context_data(**context, **kwargs)


@method_decorator(never_cache, name="dispatch")
class PasswordView(SignInView):
    """The first step."""

    template_name = "admin/login.html"
    title = gettext_lazy("Log in")

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect("admin:index")
        if request.method == "GET" and is_missing(request.account):
            return _redirect("second_factor", self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        return sign_in(self.request, form.get_user(), self.get_success_url())


class CodeForm(forms.Form):
    code = CodeField()

    def __init__(self, request, user, **kwargs):
        super().__init__(**kwargs)
        self.request, self.user = request, user
        self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self):
        code = self.cleaned_data["code"]
        check_code(self.request, self.user, code)
        return code

    def get_user(self):
        return self.user


@method_decorator(never_cache, name="dispatch")
class CodeView(SignInView):
    """The second step."""

    authentication_form = CodeForm
    template_name = "admin/second_factor/log_in.html"
    title = gettext_lazy("Enter the code")

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and request.account.is_authenticated:
            return redirect(self.get_success_url())  # back, after logging in
        self.user = held_user(request.session)
        if self.user is None:
            messages.error(request, _("The code was not entered in time. Please log in again."))
            return _redirect("admin:login", self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.user}

    def form_valid(self, form):
        del self.request.session[HELD]
        response = super().form_valid(form)
        if len(form.cleaned_data["code"]) == RECOVERY_DIGITS:
            left = codes_left(self.user)
            words = ngettext(
                "You logged in with a recovery code. %(number)s code is left: make new ones on "
                "the page “Second factor”.",
                "You logged in with a recovery code. %(number)s codes are left: you can make new "
                "ones on the page “Second factor”.",
                left,
            )
            messages.warning(self.request, words % {"number": left})
        return response
