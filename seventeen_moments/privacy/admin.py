from datetime import date

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.editorial.model_admin import EditorialModelAdmin, ReadOnlyMixin

from . import data_sources
from .forms import AddressForm
from .models import Erasure

MOST_SHOWN = 100  # rows of each data source
LATEST = 20  # erasures


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyMixin, EditorialModelAdmin):
    ordering = ["-pk"]
    """The list is a page to look up an address, followed by the latest erasures."""

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
            return self._render(request, form)
        email, step = form.cleaned_data["email"], form.cleaned_data["step"]
        if step == "export":
            # Without the address: the trail outlives an erasure.
            record(Event.Kind.EXPORTED, subject="about-an-address.json")
            return json_file(data_sources.export(email, request.user))
        if step == "erase":
            data_sources.erase(email, request.user)
            done = _("Everything about the address has been erased.")
            self.message_user(request, done, messages.SUCCESS)
            return redirect(request.path)
        results = find(email, request.user)
        return self._render(request, form, results=results, is_confirmation=step == "ask")

    def _render(self, request, form, results=None, is_confirmation=False):
        titles = {source.name: source.title for source in data_sources.data_sources()}
        latest = Erasure.objects.select_related("by")[:LATEST]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Everything about one e-mail address"),
            "opts": self.opts,
            "form": form,
            "results": results,
            "is_confirmation": is_confirmation,
            "erasures": [
                {
                    "at": erasure.at,
                    "by": erasure.by,
                    "numbers": ", ".join(
                        f"{titles.get(name, name)} {number}"
                        for name, number in erasure.numbers.items()
                    ),
                }
                for erasure in latest
            ],
        }
        return render(request, "admin/privacy/about.html", context)


def find(email, user):
    """Returns the data sources that have rows of this address.

    These are dictionaries because templates call every callable attribute they look up.
    """
    results = [
        {
            "name": source.name,
            "title": source.title,
            "erase_note": source.erase_note,
            "is_retained": source.erase is None,
            "count": source.find(email).count(),
            "summaries": [source.summary(row, user) for row in source.find(email)[:MOST_SHOWN]],
        }
        for source in data_sources.data_sources()
    ]
    return [result for result in results if result["count"]]


def json_file(data):
    filename = f"about-an-address-{date.today().isoformat()}.json"
    return JsonResponse(
        data,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
