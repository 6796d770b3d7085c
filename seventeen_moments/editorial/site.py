from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_update
from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.shortcuts import render
from django.urls import get_script_prefix, path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from seventeen_moments.core.editor_words import DIALOGS
from seventeen_moments.core.kinds import model_position
from seventeen_moments.core.templatetags.unsent import typed_texts

from .dashboard import dashboard
from .login import LoginForm, renew
from .second_factor.sign_in import CodeView, PasswordView
from .unsaved import compare_view, mark_saved, session_view

LAST = 100
# A video that is chosen in a form is shown before it is uploaded.
PREVIEWED_VIDEOS = {"media-src": [SELF, "blob:"]}


class Catalog(JavaScriptCatalog):
    """The words of Django's scripts, and those of the dialogs of the rich-text editor."""

    packages = ["django.contrib.admin"]

    def get_catalog(self):
        return super().get_catalog() | {name: str(words) for name, words in DIALOGS.items()}


class EditorialSite(AdminSite):
    """The admin, in the order of the work of editors and moderators."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("Dashboard")
    login_form = LoginForm

    def admin_view(self, view, cacheable=False):
        """Shows the text of a form that was sent after the session ended, as a redirect to the
        login would lose it."""

        @wraps(view)
        def renewing(request, *args, **kwargs):
            renew(request.session)
            return view(request, *args, **kwargs)

        inner = super().admin_view(renewing, cacheable)

        @csp_update(PREVIEWED_VIDEOS)
        @wraps(inner)
        def keep_text(request, *args, **kwargs):
            if self.has_permission(request):
                response = inner(request, *args, **kwargs)
                mark_saved(request, response)
                return response
            if not typed_texts(request):
                return inner(request, *args, **kwargs)
            context = self.each_context(request) | {
                "title": _("Not sent"),
                "is_nav_sidebar_enabled": False,
            }
            return render(request, "admin/signed_out.html", context, status=403)

        return keep_text

    def get_urls(self):
        # Our admin pages link to the pages themselves. The redirect would tell the address of any
        # draft to all staff.
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("session/", session_view, name="session"),
            path("login/code/", CodeView.as_view(), name="login_code"),
            path("compare/", self.admin_view(compare_view), name="compare"),
            *urls,
        ]

    def login(self, request, extra_context=None):
        return PasswordView.as_view(authentication_form=self.login_form)(request)

    def i18n_javascript(self, request, extra_context=None):
        return Catalog.as_view()(request)

    def each_context(self, request):
        limits = {
            "bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        }
        own = {
            "request_limits": limits,
            "cookie_path": settings.SESSION_COOKIE_PATH,
            "site_url": get_script_prefix(),  # home, in the language of the page
        }
        return super().each_context(request) | own

    def index(self, request, extra_context=None):
        return super().index(request, dashboard(self, request) | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Apps are in the order of their `admin_position`, models in that of `admin_order`."""
        app_list = super().get_app_list(request, app_label)
        configs = apps.app_configs
        for app in app_list:
            names = getattr(configs[app["app_label"]], "admin_order", [])

            def position(row, names=names):
                name = row["model"]._meta.model_name
                return names.index(name) if name in names else model_position(row["model"])

            app["models"].sort(key=position)
        return sorted(
            app_list, key=lambda app: getattr(configs[app["app_label"]], "admin_position", LAST)
        )
