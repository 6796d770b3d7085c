"""Accounts are made in one step. Their owners set the password themselves, by a link."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.html import format_html
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.core.names import account_name

from .groups import NAMES, group_for
from .model_admin import EditorialModelAdmin, is_key
from .second_factor import devices
from .second_factor.sign_in import sign_in

DAY = 24 * 3600  # seconds
ROLES = [
    ("author", gettext_lazy("Author: writes drafts, which an editor publishes")),
    ("editor", gettext_lazy("Editor: writes and publishes")),
    ("moderator", gettext_lazy("Moderator: decides about comments")),
]


class AccountForm(forms.ModelForm):
    """A new account with a role, without a password."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=ROLES, initial="author", widget=forms.RadioSelect
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "username"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ["first_name", "last_name", "email"]:
            self.fields[name].required = True
        self.fields["username"].required = False
        self.fields["username"].help_text = _(
            "To log in with. Leave it empty to use the e-mail address up to the @ sign."
        )

    def clean_email(self):
        email = self.cleaned_data["email"]
        # Accounts are made one after the other: a double click finds that of the first.
        list(Group.objects.select_for_update())
        if other := User.objects.filter(email__iexact=email).first():
            raise forms.ValidationError(
                _("The account “%(name)s” already has this e-mail address."),
                params={"name": other.get_username()},
            )
        return email

    def clean_role(self):
        self.group = group_for(self.cleaned_data["role"])
        if self.group is None:
            raise forms.ValidationError(
                _("There is no group for this role: add the group “%(name)s” first."),
                params={"name": NAMES[self.cleaned_data["role"]]},
            )
        return self.cleaned_data["role"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("username") and "email" in cleaned and "username" not in self.errors:
            cleaned["username"] = free_username(cleaned["email"])
        return cleaned

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.groups.add(self.group)


def free_username(email):
    """The name before the @ sign, with a number if it is taken."""
    base = username = email.partition("@")[0][:140]
    number = 1
    while User.objects.filter(username__iexact=username).exists():
        number += 1
        username = f"{base}{number}"
    return username


class AccountAdmin(EditorialModelAdmin, UserAdmin):
    view_on_site = False
    add_form = AccountForm
    add_form_template = "admin/accounts/add.html"
    add_fieldsets = [
        (None, {"fields": ["first_name", "last_name", "email", "role", "username"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/password-link/",
                view(self.password_link),
                name="auth_user_password_link",
            ),
            path(
                "<path:object_id>/second-factor/",
                view(self.second_factor),
                name="auth_user_second_factor",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, one_button | (extra_context or {}))

    def response_add(self, request, obj, post_url_continue=None):
        self._give_link(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def _account(self, request, object_id):
        user = self.get_object(request, unquote(object_id)) if is_key(object_id) else None
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        if user.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return user

    def password_link(self, request, object_id):
        """Asks first: each link is for somebody who knows nothing else of the account."""
        user = self._account(request, object_id)
        if request.method == "POST":
            self._give_link(request, user)
            self.log_change(request, user, _("Link to set a password made."))
            return redirect("admin:auth_user_change", user.pk)
        title = _("Link to set a password")
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        context |= {"account": user, "days": days_of_a_link()}
        return render(request, "admin/accounts/password_link.html", context)

    def second_factor(self, request, object_id):
        """Resets the second factor of somebody who lost the phone."""
        user = self._account(request, object_id)
        if user == request.user:
            return redirect("second_factor")  # asks for the password and a code
        if request.method == "POST":
            if devices.turn_off(user):
                self.log_change(request, user, _("Second factor reset."))
                words = _("The second factor of “%(name)s” is reset.")
                messages.success(request, words % {"name": user.get_username()})
            return redirect("admin:auth_user_change", user.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Second factor"),
            "opts": self.opts,
            "account": user,
            "device": devices.authenticator(user),
            "codes_left": devices.codes_left(user),
            "is_required": devices.is_required_of(user),
        }
        return render(request, "admin/accounts/second_factor.html", context)

    def _give_link(self, request, user):
        """Shows the link once, in a message, and sends it by e-mail once the account is stored."""
        record(Event.Kind.LINK_MADE, user, request=request)
        link = request.build_absolute_uri(password_path(user))
        words = ngettext(
            "The password of “{}” is set at this link, once, within {} day:",
            "The password of “{}” is set at this link, once, within {} days:",
            days_of_a_link(),
        )
        words = format_html(words, user.get_username(), days_of_a_link())
        messages.info(request, format_html('{} <code class="copied">{}</code>', words, link))
        if user.email and "console" not in settings.EMAIL_BACKEND:
            transaction.on_commit(partial(self._send_link, request, user, link))

    def _send_link(self, request, user, link):
        context = {"name": account_name(user), "username": user.get_username(), "link": link}
        context |= {"days": days_of_a_link(), "site_name": settings.SITE_NAME}
        subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
        body = render_to_string("admin/accounts/password_link.txt", context).strip()
        try:
            send_mail(subject, f"{body}\n", None, [user.email])
        except OSError:  # an SMTPException is one, too
            words = _("The link could not be sent by e-mail: copy it, and send it yourself.")
            messages.warning(request, words)
        else:
            words = _("The link was also sent to %(email)s.") % {"email": user.email}
            messages.success(request, words)


def password_path(user):
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("set_password", args=[key, default_token_generator.make_token(user)])


def days_of_a_link():
    return settings.PASSWORD_RESET_TIMEOUT // DAY


class SetPasswordView(PasswordResetConfirmView):
    """Logs in whoever has set their password by the link, as a login with that password does."""

    title = gettext_lazy("Set your password")
    extra_context = {"site_header": settings.SITE_NAME, "site_title": settings.SITE_NAME}
    template_name = "admin/accounts/set_password.html"
    success_url = reverse_lazy("admin:index")

    def get_user(self, uidb64):
        """The link of an account that is not active is invalid."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        super().form_valid(form)
        backend = "django.contrib.auth.backends.ModelBackend"
        return sign_in(self.request, form.user, self.get_success_url(), backend)
