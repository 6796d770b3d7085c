"""The page on which an author asks for a review, and an editor answers with remarks."""

import re
from html import unescape

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seventeen_moments.core.browser_length import TypedField
from seventeen_moments.core.permissions import editable_by, is_editor, may_publish
from seventeen_moments.core.publication import Status
from seventeen_moments.core.richtext import RichTextField
from seventeen_moments.versions.draft_page import change_form_of, redirect_late
from seventeen_moments.versions.models import lock
from seventeen_moments.versions.register import source_relations

from .model_admin import is_key
from .publish_page import page_of
from .reviews import LONGEST, Review

REVIEW, QUOTE = "_review", "_quote"  # the names of buttons
BLOCK = re.compile(r"<(p|h[2-6])>(.*?)</\1>", re.DOTALL)
BREAK = re.compile(r"<br ?/?>")
TAG = re.compile(r"<[^>]*>")
LONGEST_QUOTE = 1_000  # characters of a paragraph

PUBLISHED = gettext_lazy("“%(title)s” is published: there is nothing to review.")
PUBLISHED_MEANWHILE = gettext_lazy(
    "Not sent: the page was published or deleted in the meantime, so its author cannot change it."
)


class NoteForm(forms.Form):
    note = TypedField(
        label=gettext_lazy("Note to the editors"),
        help_text=gettext_lazy("Optional."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )


class RemarkForm(forms.Form):
    passage = TypedField(
        label=gettext_lazy("Passage"),
        help_text=gettext_lazy("Leave empty for a remark on the whole."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )
    words = TypedField(
        label=gettext_lazy("Remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def clean_passage(self):
        return " ".join(self.cleaned_data["passage"].split())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("passage") and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write the remark, or empty the passage."))
        return cleaned


class BaseRemarkFormSet(forms.BaseFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "remarks"

    def clean(self):
        if not any(self.errors) and not self.written():
            raise ValidationError(_("Write at least one remark."))

    def written(self):
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("words")]

    def typed(self):
        """The rows with text, valid or not."""
        rows = [{name: form[name].value() for name in form.fields} for form in self.forms]
        return [row for row in rows if any(row.values())]


RemarkFormSet = forms.formset_factory(RemarkForm, BaseRemarkFormSet, max_num=1000)


class ReviewPage:
    name = "review"

    def __init__(self, model_admin):
        self.model_admin, self.opts = model_admin, model_admin.opts

    def urls(self):
        view = self.model_admin.admin_site.admin_view(self.view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_{self.name}"
        return [path("<path:object_id>/review/", view, name=name)]

    def view(self, request, object_id):
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied
        page = self.model_admin.get_object(request, unquote(object_id))
        if page is None:
            raise Http404
        if page.status != Status.DRAFT and request.method != "POST":
            return redirect_late(request, PUBLISHED % {"title": page}, page)
        if is_editor(request.user, self.model_admin.model):
            return self._answer(request, page)
        return self._ask(request, page)

    # The author

    def _ask(self, request, page):
        if page.status != Status.DRAFT:
            return redirect_late(request, PUBLISHED % {"title": page}, page)
        form = NoteForm(request.POST if request.method == "POST" else None)
        if "withdraw" in request.POST:
            Review.objects.of(page).filter(state=Review.State.WAITING).update(
                state=Review.State.WITHDRAWN
            )
            self.model_admin.log_change(request, page, _("No longer ready for review."))
            messages.success(
                request, _("“%(title)s” is no longer ready for review.") % {"title": page}
            )
            return redirect(change_form_of(page))
        if form.is_valid():
            self._send(request, page, form.cleaned_data["note"])
            return redirect(change_form_of(page))
        review = page.review_state and Review.objects.of(page).first()
        if review and not form.is_bound:
            form.initial["note"] = review.note
        context = {"form": form, "review": review, "remarks_to_do": page.remarks_to_do}
        return self._render(request, "ask", page, _("Ready for review"), **context)

    def _send(self, request, page, note):
        values = {"state": Review.State.WAITING, "note": note, "author": request.user}
        Review.objects.of(page).update_or_create(
            defaults=values | {"sent": timezone.now()}, create_defaults=values | {"page": page}
        )
        words = _("Ready for review: %(note)s") % {"note": note} if note else _("Ready for review.")
        self.model_admin.log_change(request, page, words)
        message = _("The editors now see that “%(title)s” is ready for review.")
        messages.success(request, message % {"title": page})

    # The editor

    def _answer(self, request, page):
        text, focused = ReviewedText(page, self.model_admin.reviewed_fields), None
        formset = RemarkFormSet(request.POST if request.method == "POST" else None)
        if QUOTE in request.POST:
            rows = [*formset.typed(), {"passage": text.passage(request.POST[QUOTE])}]
            formset, focused = RemarkFormSet(initial=rows), len(rows) - 1
            formset[focused].fields["words"].widget.attrs["autofocus"] = True
        elif formset.is_valid():
            if number := self._send_remarks(request, page, formset.written()):
                message = ngettext("%d remark sent.", "%d remarks sent.", number)
                messages.success(request, message % number)
                return redirect("admin:index")
            messages.error(request, PUBLISHED_MEANWHILE)
        review = Review.objects.of(page).select_related("author").first()
        context = {
            "review": review,
            "changed_since": review and review.is_changed_since(page),
            "text": text,
            "formset": formset,
            "sources": self._drafts_of_sources(request, page),
            "publish_page": may_publish(request.user, type(page)) and page_of(page, "publish"),
        }
        return self._render(request, "answer", page, _("Review"), **context)

    @transaction.atomic
    def _send_remarks(self, request, page, remarks):
        """Returns the number of remarks, 0 if the page is no longer a draft."""
        if getattr(lock(type(page), page.pk), "status", None) != Status.DRAFT:
            return 0
        review, _created = Review.objects.of(page).get_or_create(
            defaults={"page": page, "author": page.owner}
        )
        review.state = Review.State.ANSWERED
        review.save(update_fields=["state"])
        for remark in remarks:  # a double click sends the same ones twice
            review.remarks.get_or_create(author=request.user, done=False, **remark)
        message = ngettext("%d remark sent.", "%d remarks sent.", len(remarks)) % len(remarks)
        self.model_admin.log_change(request, page, message)
        return len(remarks)

    def _drafts_of_sources(self, request, page):
        relations = source_relations(type(page))
        drafts = [getattr(page, relation).filter(status=Status.DRAFT) for relation in relations]
        return [
            {"source": source, "form": change_form_of(source)}
            for queryset in drafts
            for source in editable_by(request.user, queryset).only("title", "essay")
        ]

    def _render(self, request, template, page, title, **context):
        context |= self.model_admin.admin_site.each_context(request)
        context |= {
            "title": title,
            "opts": self.opts,
            "page": page,
            "change_form": change_form_of(page),
        }
        return render(request, f"admin/review/{template}.html", context)


class ReviewedText:
    """The texts of a draft, with a button at each paragraph to remark on it."""

    def __init__(self, page, names):
        self.passages = []
        self.fields = [
            {"label": capfirst(field.verbose_name), "html": self._marked(field, text)}
            for field in map(page._meta.get_field, names)
            if (text := getattr(page, field.name))
        ]

    def passage(self, number):
        """The text of the paragraph, empty if there is none."""
        index = int(number) - 1 if is_key(number) else -1
        return self.passages[index] if 0 <= index < len(self.passages) else ""

    def _marked(self, field, text):
        if isinstance(field, RichTextField):  # clean HTML
            return BLOCK.sub(
                lambda block: f"<{block[1]}>{self._block(block[2])}</{block[1]}>", text
            )
        lines = [line for line in text.splitlines() if line.strip()]
        marked = ((line, self._button(line)) for line in lines)
        return format_html_join("", '<p dir="auto">{} {}</p>', marked)

    def _block(self, html):
        return f"{html} {self._button(unescape(TAG.sub('', BREAK.sub(' ', html))))}"

    def _button(self, words):
        self.passages.append(" ".join(words.split())[:LONGEST_QUOTE])
        number = len(self.passages)
        label = _("Remark on paragraph %(number)d") % {"number": number}
        return format_html(
            '<button class="pin" name="{}" value="{}" aria-label="{}">¶&nbsp;{}</button>',
            *(QUOTE, number, label, number),
        )


def review_page_of(page):
    options = page._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_review", args=[page.pk])
