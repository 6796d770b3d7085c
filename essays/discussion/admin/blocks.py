from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from essays.models import Block
from seventeen_moments.editorial.filters import RelatedFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from ..blocking import block_entries, count_approved, end, set_until
from ..blocks import ascii_email, parse_lines, shown_email
from ..public_mail import PUBLIC_MAIL

MOST_LINES = 1000
ENDED = ngettext_lazy("%d block ended.", "%d blocks ended.")


class InForceFilter(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "ended"

    def lookups(self, request, model_admin):
        return [("1", _("Ended"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": _("In force")}, *others]

    def queryset(self, request, blocks):
        in_force = Block.objects.in_force().values("pk")
        return blocks.exclude(pk__in=in_force) if self.value() else blocks.in_force()


class FutureForm(forms.ModelForm):
    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now() and "until" in self.changed_data:
            raise ValidationError(_("Choose a time in the future, or end the block in the list."))
        return until


class BlockLinesForm(FutureForm):
    """Many lines at once; none is stored while one of them cannot be read."""

    lines = forms.CharField(
        label=_("Addresses"),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "ltr", "spellcheck": "false"}),
        help_text=_(
            "One per line: an e-mail address, a whole domain with its sub-domains "
            "(“@spam.example”), an IP address or a network (“203.0.113.0/24”)."
        ),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput, label=_("Block anyway"))

    class Meta:
        model = Block
        fields = ["lines", "reason", "until"]
        widgets = {"until": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def clean_lines(self):
        entries, errors = parse_lines(self.cleaned_data["lines"])
        if errors:
            raise ValidationError(errors[:20])
        if len(entries) > MOST_LINES:
            raise ValidationError(_("At most %(most)d lines at once."), params={"most": MOST_LINES})
        return entries

    def clean(self):
        super().clean()
        entries = self.cleaned_data.get("lines")
        if entries and not self.cleaned_data["sure"] and (warnings := list(_warnings(entries))):
            self.fields["sure"].widget = forms.CheckboxInput()
            raise ValidationError(
                [*warnings, _("Nothing is blocked yet. Tick “Block anyway” if you are sure.")]
            )


def _warnings(entries):
    counts = count_approved(entries)
    for kind, value in entries:
        is_domain = kind == Block.Kind.DOMAIN
        shown = shown_email(f"@{value}" if is_domain else value)
        if is_domain and value in PUBLIC_MAIL:
            yield _("%(name)s is a public mail service: many people have addresses there.") % {
                "name": shown
            }
        if count := counts.get((kind, value)):
            met = ngettext(
                "%(name)s would have met %(count)d approved comment.",
                "%(name)s would have met %(count)d approved comments.",
                count,
            )
            yield met % {"name": shown, "count": count}


@admin.register(Block)
class BlockAdmin(EditorialModelAdmin):
    """Who is blocked: one list for all moderators."""

    form = FutureForm
    fields = ["shown_value", "kind", "source", "since", "ended", "reason", "until"]
    readonly_fields = ["shown_value", "kind", "source", "since", "ended"]
    list_display = ["value_and_reason", "since", "ends"]
    list_filter = [InForceFilter, "kind", ("by", RelatedFilter)]
    list_select_related = ["by", "comment"]
    search_fields = ["value", "reason"]
    sortable_by = ["since"]
    actions = ["end_selected"]
    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        return False  # blocks are ended, which can be undone

    def get_search_results(self, request, queryset, search_term):
        """Finds domains as they were typed, too: they are stored in ASCII."""
        found, _distinct = super().get_search_results(request, queryset, search_term)
        stored = ascii_email(search_term).removeprefix("@")
        typed, _distinct = super().get_search_results(request, queryset, stored)
        return found | typed, False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural)})

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BlockLinesForm(request.POST or None)
        if form.is_valid():
            data = form.cleaned_data
            given = {"until": data["until"], "reason": data["reason"]}
            count = block_entries(data["lines"], request.user, **given)
            done = ngettext("%d new block.", "%d new blocks.", count) % count
            self.message_user(request, done, messages.SUCCESS)
            if known := len(data["lines"]) - count:
                kept = ngettext("%d was already blocked.", "%d were already blocked.", known)
                self.message_user(request, kept % known)
            return redirect("admin:essays_block_changelist")
        context = self.admin_site.each_context(request)
        context |= {"title": _("Block senders"), "opts": self.opts, "form": form}
        return render(request, "admin/essays/block/add.html", context)

    def save_model(self, request, obj, form, change):
        if "until" in form.changed_data:
            set_until(obj, form.cleaned_data["until"], request.user)
        Block.objects.filter(pk=obj.pk).update(reason=obj.reason)

    @admin.action(description=_("End the block"), permissions=["change"])
    def end_selected(self, request, blocks):
        ended = sum(end(block, request.user) for block in blocks)
        self.message_user(request, ENDED % ended, messages.SUCCESS)

    @admin.display(description=_("blocked"))
    def shown_value(self, block):
        return block.shown

    @admin.display(description=_("blocked"))
    def value_and_reason(self, block):
        return format_html('{}<br><span class="quiet">{}</span>', block.shown, block.reason)

    @admin.display(description=_("comment"))
    def source(self, block):
        if block.comment is None:
            return "–"
        address = reverse("admin:essays_comment_change", args=[block.comment_id])
        return format_html(
            '<a href="{}">{}</a>', address, block.comment.shown_name or _("A reader")
        )

    @admin.display(description=_("since"), ordering="at")
    def since(self, block):
        return format_html("{}<br>{}", _time(block.at), block.by or "")

    @admin.display(description=_("until"))
    def ends(self, block):
        """The end, with the button that ends the block now."""
        if not block.is_in_force():
            return _time(block.ended_at or block.until)
        return format_html(
            '{} <button class="switch" name="next" value="{}" formaction="{}">{}</button>',
            _time(block.until) or "",
            reverse("admin:essays_block_changelist"),
            reverse("moderation:end_block", args=[block.pk]),
            _("End the block"),
        )

    @admin.display(description=_("ended"))
    def ended(self, block):
        return _time(block.ended_at) or "–"


def _time(at):
    return at and date_format(timezone.localtime(at), "j E Y, H:i")
