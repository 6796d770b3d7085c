from datetime import date

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from seventeen_moments.editorial.deletion import ReadOnlyMixin
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from . import erasing
from .data_sources import holders
from .forms import AddressForm
from .models import Erasure

SHOWN = 100  # rows of each holder
LATEST = 20  # erasures


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyMixin, EditorialModelAdmin):
    """Its list is the page on which an address is looked for; what was erased stands below."""

    fields = ["at", "by", "numbers"]
    view_on_site = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("privacy.erase_person")

    @method_decorator(sensitive_post_parameters("email"))
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = AddressForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, form)
        email, step = form.cleaned_data["email"], form.cleaned_data["step"]
        if step == "export":
            return _file(erasing.told(email))
        if step == "erase":
            erasing.erase(email, request.user)
            done = _("Everything about the address has been erased.")
            self.message_user(request, done, messages.SUCCESS)
            return redirect(request.path)
        return self._page(request, form, _found(email, request.user), step == "ask")

    def _page(self, request, form, found=None, asked=False):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Everything about one e-mail address"),
            "opts": self.opts,
            "form": form,
            "found": found,
            "asked": asked,
            "is_held": bool(found),
            "erasures": _erasures(),
        }
        return render(request, "admin/privacy/about.html", context)


def _found(email, user):
    """What each holder has, those left out that have nothing. No template gets a holder: it
    would call whatever it asks for."""
    parts = [
        {
            "name": holder.name,
            "title": holder.title,
            "fate": holder.fate,
            "stays": holder.erase is None,
            "count": holder.find(email).count(),
            "lines": [holder.line(row, user) for row in holder.find(email)[:SHOWN]],
        }
        for holder in holders()
    ]
    return [part for part in parts if part["count"]]


def _erasures():
    titles = {holder.name: holder.title for holder in holders()}
    return [
        {
            "at": erasure.at,
            "by": erasure.by,
            "numbers": [(titles.get(name, name), n) for name, n in erasure.numbers.items()],
        }
        for erasure in Erasure.objects.select_related("by")[:LATEST]
    ]


def _file(told):
    name = f"about-an-address-{date.today().isoformat()}.json"
    return JsonResponse(
        told,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
