from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from essays.models import Essay

from ..action_texts import POLICY_SET

WITHOUT_MAIL = _(
    "This archive sends no e-mails (EMAIL_URL), so nobody can confirm an address: comments by "
    "approved authors need approval, too."
)


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class CommentPolicyForm(forms.ModelForm):
    class Meta:
        model = Essay
        fields = [
            "approval",
            "comments_from",
            "comments_until",
            "quiet_days",
            "when_quiet",
            "slow_minutes",
        ]
        widgets = {
            "approval": forms.RadioSelect,
            "comments_from": DateTimeInput,
            "comments_until": DateTimeInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.HAS_MAIL_SERVER:
            field = self.fields["approval"]
            field.help_text = format_lazy("{} {}", field.help_text, WITHOUT_MAIL)


class CommentPolicyPage:
    """Edits the comment policy of one essay or of all selected ones, on a separate page.

    Moderators may use it, too, and saving the form of the essay does not change it back.
    """

    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        view = self.model_admin.admin_site.admin_view(self.view)
        return [path("<int:key>/comment-policy/", view, name="essays_essay_comment_policy")]

    def view(self, request, key):
        if not self.model_admin.has_open_close_comments_permission(request):
            raise PermissionDenied
        essays = self.model_admin.get_queryset(request).filter(pk=key)
        if not essays.exists():
            raise Http404
        return self.edit(request, essays, request.method == "POST")

    def edit(self, request, essays, submitted):
        count = essays.count()
        form = CommentPolicyForm(
            request.POST if submitted else None, instance=essays[0] if count == 1 else Essay()
        )
        if submitted and form.is_valid():
            Essay.objects.filter(pk__in=essays.values("pk")).set_comment_policy(
                form.cleaned_data, request.user
            )
            messages.success(request, POLICY_SET % count)
            return redirect("admin:essays_essay_changelist")
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": _("Comment policy"),
            "opts": self.model_admin.opts,
            "form": form,
            "count": count,
            # The selection as the list sent it, because all of the list may be thousands.
            "checkbox": ACTION_CHECKBOX_NAME,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return render(request, "admin/comment_policy.html", context)
