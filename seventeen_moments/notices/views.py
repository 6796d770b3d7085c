from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import UpdateView, View

from . import unsubscribing
from .forms import SubscriptionForm
from .models import Subscription


# Mail programs post here without a CSRF token (RFC 8058). The signature proves the origin.
@method_decorator([never_cache, csrf_exempt], name="dispatch")
class Unsubscribe(View):
    """GET changes nothing, because programs that scan mails follow every link."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except signing.BadSignature:
            raise Http404 from None

    def get(self, request, signed):
        context = {"is_about_questions": unsubscribing.is_about_questions(signed)}
        return render(request, "notices/unsubscribe.html", context)

    def post(self, request, signed):
        unsubscribing.unsubscribe(signed)
        context = {"is_about_questions": unsubscribing.is_about_questions(signed), "done": True}
        return render(request, "notices/unsubscribe.html", context)


class YourNotices(PermissionRequiredMixin, UpdateView):
    """The e-mail notifications of a moderator."""

    permission_required = "essays.change_comment"
    raise_exception = True
    form_class = SubscriptionForm
    template_name = "admin/notices/yours.html"

    def get_object(self, queryset=None):
        user = self.request.user
        subscription = Subscription.objects.filter(user=user).first()
        return subscription or Subscription(user=user, email=user.email)

    def get_context_data(self, **kwargs):
        site = admin.site.each_context(self.request)
        return super().get_context_data(**site, title=_("Your notifications"), **kwargs)

    def form_valid(self, form):
        form.save()
        messages.success(self.request, _("Your notification settings have been saved."))
        return redirect("your_notices:yours")
