"""Many pictures at once: each becomes a draft of its own, and waits for its words.

What was sent is stored at once, and no good picture is lost for a bad one beside it: browsers
cannot send files again. What is published needs words; a draft can wait for them.
"""

import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essays.models import Essay
from seventeen_moments.core.permissions import editable_by
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.model_admin import PublishableAdmin
from seventeen_moments.versions.draft_forms import DRAFT
from seventeen_moments.versions.register import record_if_changed

from ..models import Image
from ..pictures import FORMATS
from .forms import EssaySelect

MOST_ROWS = 50  # to describe on one page
ROW = ["title", "alternative_text", "decorative", "status"]


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """A list of uploads; what each of them is worth, storing it will tell."""

    widget = PicturesInput(attrs={"accept": ",".join(f"image/{name.lower()}" for name in FORMATS)})

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        return data


class SendingForm(forms.Form):
    files = PicturesField(
        label=gettext_lazy("Pictures"),
        error_messages={"required": gettext_lazy("Choose at least one picture.")},
    )


class ChooseEssayForm(forms.Form):
    essay = forms.ModelChoiceField(Essay.objects, label=gettext_lazy("Essay"))

    def __init__(self, data, admin_site):
        super().__init__(data)
        self.fields["essay"].widget = EssaySelect(Image._meta.get_field("essay"), admin_site)
        self.fields["essay"].widget.choices = self.fields["essay"].choices


class AddsPictures:
    """The page "Add pictures" of an essay, at the admin page of images."""

    adds_pictures = True  # for the templates

    def get_urls(self):
        view = self.admin_site.admin_view(self.pictures_view)
        return [path("pictures/", view, name="resources_image_pictures"), *super().get_urls()]

    def pictures_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        self.refuse_publication(request)
        choice = ChooseEssayForm(request.GET or None, self.admin_site)
        if not choice.is_valid():
            return self._page(request, "choose_essay", form=choice, media=choice.media)
        essay = choice.cleaned_data["essay"]
        if not self.admin_site.get_model_admin(Essay).has_change_permission(request, essay):
            raise PermissionDenied
        if "send" in request.POST:
            return self._send(request, essay)
        if request.method == "POST":
            return self._describe(request, essay)
        return self._pictures(request, essay, SendingForm(), self._rows(request, essay))

    def _pictures(self, request, essay, sending, rows):
        return self._page(
            request,
            "add_pictures",
            essay=essay,
            sending=sending,
            rows=rows,
            later=editable_by(request.user, essay.images.without_words()).count() - len(rows),
            most=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        )

    def _page(self, request, template, **context):
        context |= self.admin_site.each_context(request)
        context |= {"title": _("Add pictures"), "opts": self.opts}
        return render(request, f"admin/resources/{template}.html", context)

    # Sending

    def _send(self, request, essay):
        sending = SendingForm(files=request.FILES)
        if not sending.is_valid():
            return self._pictures(request, essay, sending, self._rows(request, essay))
        self._store(request, essay, sending.cleaned_data["files"])
        return redirect(request.get_full_path())

    def _store(self, request, essay, uploads):
        stored = 0
        for upload in uploads:
            try:
                image = store_draft(essay, upload, request.user)
            except ValidationError as error:
                told = {"name": upload.name, "reason": " ".join(error.messages)}
                messages.error(request, _("“%(name)s” was not saved. %(reason)s") % told)
            else:
                stored += 1
                self.log_addition(request, image, [{"added": {}}])
        if stored:
            record_if_changed(Image, [essay.pk], request.user)
            told = ngettext("%d picture saved as a draft.", "%d pictures saved as drafts.", stored)
            messages.success(request, told % stored)

    # Describing

    def _rows(self, request, essay, data=None):
        if not self.has_change_permission(request):
            return []
        waiting = editable_by(request.user, essay.images.without_words()).in_order()[:MOST_ROWS]
        return [self._row(request, image, data) for image in waiting]

    def _row(self, request, image, data):
        # The plain form: what waits for its words is no live page, and its note is one for all.
        form = PublishableAdmin.get_form(self, request, image, change=True, fields=ROW)
        row = form(data, instance=image, prefix=f"picture-{image.pk}", label_suffix="")
        for field in row.fields.values():
            field.help_text = ""  # said once, above
        return row

    def _describe(self, request, essay):
        rows = self._rows(request, essay, _as_drafts(request.POST))
        if not all(row.is_valid() for row in rows):
            return self._pictures(request, essay, SendingForm(), rows)
        self._save([row for row in rows if row.has_changed()], request)
        _tell_what_came_late(request, rows)
        if essay.images.without_words().exists():
            return redirect(request.get_full_path())
        return redirect(f"{reverse('admin:essays_essay_change', args=[essay.pk])}#images-group")

    @transaction.atomic
    def _save(self, rows, request):
        for row in rows:
            if "title" in row.changed_data:
                row.instance.slug = ""  # it came from the name of the file, and was never public
            row.save()
            self.log_change(request, row.instance, self.construct_change_message(request, row, []))
        if rows:
            record_if_changed(Image, [rows[0].instance.essay_id], request.user)
            told = ngettext("%d picture saved.", "%d pictures saved.", len(rows))
            messages.success(request, told % len(rows))


def store_draft(essay, upload, owner):
    """Raises ValidationError, and stores nothing, where the upload is no picture."""
    title = title_from(upload.name)
    image = Image(essay=essay, title=title, file=upload, status=Status.DRAFT, owner=owner)
    try:
        image.save()
    except IntegrityError:
        # Somebody took the slug between the look and the save. Once more, with the next.
        image.slug = ""
        image.save()
    return image


def title_from(name):
    """Of the name of a file: something to begin with, and never an alternative text."""
    shown = "".join(letter for letter in Path(name).stem if letter.isprintable())
    words = " ".join(re.split(r"[\s_-]+", shown)).strip()
    return capfirst(words)[:250] or capfirst(Image._meta.verbose_name)


def _as_drafts(posted):
    """What was sent; with the button for drafts, whatever status was chosen."""
    if DRAFT not in posted:
        return posted
    drafts = posted.copy()
    for name in posted:
        if name.endswith("-status"):
            drafts[name] = Status.DRAFT
    return drafts


def _tell_what_came_late(request, rows):
    """What was written of a picture that is described or deleted by now is not swallowed."""
    known = {row.prefix for row in rows}
    for name, words in request.POST.items():
        prefix, _dash, field = name.rpartition("-")
        if field == "alternative_text" and words and prefix not in known:
            told = _("Someone else described or deleted a picture in the meantime. You wrote: “%s”")
            messages.warning(request, told % words)
