from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_update
from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.kinds import model_position
from seventeen_moments.core.templatetags.unsent import typed_texts

from .dashboard import today
from .login import LoginForm
from .sessions import renew

LAST = 100
# A film that was chosen in a form is shown before it is sent.
FILMS_CHOSEN = {"media-src": [SELF, "blob:"]}


class EditorialSite(AdminSite):
    """Where editors and moderators work: the admin, in the order of that work."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("The editors’ desk")
    login_form = LoginForm

    def admin_view(self, view, cacheable=False):
        """Shows what somebody wrote while their session ended: the way to the login loses it."""

        @wraps(view)
        def renewing(request, *args, **kwargs):
            renew(request.session)
            return view(request, *args, **kwargs)

        inner = super().admin_view(renewing, cacheable)

        @csp_update(FILMS_CHOSEN)
        @wraps(inner)
        def keep_words(request, *args, **kwargs):
            if self.has_permission(request) or not typed_texts(request):
                return inner(request, *args, **kwargs)
            context = self.each_context(request) | {
                "title": _("Not sent"),
                "is_nav_sidebar_enabled": False,
            }
            return render(request, "admin/signed_out.html", context, status=403)

        return keep_words

    def get_urls(self):
        # Our admin pages link each row's page themselves; this one would tell the address of
        # any draft to all who may enter.
        return [
            found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"
        ]

    def each_context(self, request):
        limits = {
            "bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        }
        return super().each_context(request) | {"request_limits": limits}

    def index(self, request, extra_context=None):
        return super().index(request, today(self, request) | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """In the order of the work: an app has its `admin_position`, a model comes as declared."""
        listed = super().get_app_list(request, app_label)
        declared = sorted(apps.get_models(), key=model_position)
        for app in listed:
            app["models"].sort(key=lambda row: declared.index(row["model"]))
        return sorted(listed, key=lambda app: _place_of(app["app_label"]))


def _place_of(label):
    return getattr(apps.get_app_config(label), "admin_position", LAST)
