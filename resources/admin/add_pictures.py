"""The admin page that adds many pictures to an essay.

Each upload becomes a draft with what its file says, and its alternative text can be written later.
Uploads are stored at once, and valid ones also if others are refused, because a browser cannot send
files again.
"""

import logging
import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essays.models import Essay
from seventeen_moments.core.permissions import editable_by, may_publish
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.publication import Status
from seventeen_moments.core.storage_errors import reason
from seventeen_moments.editorial.filters import EssaySelect
from seventeen_moments.editorial.publication_buttons import PUBLISH
from seventeen_moments.editorial.publish_page import PublishPage
from seventeen_moments.versions.publishing import obstacles
from seventeen_moments.versions.register import record_if_changed

from .. import embedded_metadata, pictures
from ..models import Image
from ..rendition_jobs import BEING_MADE, RenditionJob
from .edtf_widget import DateRowInput
from .forms import taken_from_files

logger = logging.getLogger(__name__)

MOST_ROWS = 50  # on one page
SAME_FIELDS = ["description", "creators", "date", "rights"]  # may be the same for all
ROW_FIELDS = ["title", "alternative_text", "decorative", *SAME_FIELDS]
SAME, REPLACE = "same", "same-replace"  # the prefix of the values for all, and a checkbox


LABELS = {"description": gettext_lazy("Description (caption)")}


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """A list of uploads, which are validated when they are stored."""

    widget = PicturesInput(attrs={"accept": pictures.ACCEPT})

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        return data


class UploadForm(forms.Form):
    files = PicturesField(
        label=gettext_lazy("Pictures"),
        error_messages={"required": gettext_lazy("Choose at least one picture.")},
    )


class ChooseEssayForm(forms.Form):
    essay = forms.ModelChoiceField(None, label=gettext_lazy("Essay"))

    def __init__(self, data, user, admin_site):
        super().__init__(data)
        self.fields["essay"].queryset = editable_by(user, Essay.objects.all())
        self.fields["essay"].widget = EssaySelect(Image._meta.get_field("essay"), admin_site)
        self.fields["essay"].widget.choices = self.fields["essay"].choices


class AddPicturesPage:
    """The page "Add pictures" of an essay, in the admin of images."""

    def __init__(self, model_admin):
        self.model_admin, self.admin_site = model_admin, model_admin.admin_site

    def urls(self):
        view = self.admin_site.admin_view(self.view)
        return [path("pictures/", view, name="resources_image_pictures")]

    def view(self, request):
        if not self.model_admin.has_add_permission(request):
            raise PermissionDenied
        form = ChooseEssayForm(request.GET or None, request.user, self.admin_site)
        if not form.is_valid():
            return self._render(request, "choose_essay", form=form, media=form.media)
        essay = form.cleaned_data["essay"]
        if not self.admin_site.get_model_admin(Essay).has_change_permission(request, essay):
            raise PermissionDenied
        upload_form, data = UploadForm(), None
        if "send" in request.POST:
            upload_form = UploadForm(files=request.FILES)
            if upload_form.is_valid():
                self._store(request, essay, upload_form.cleaned_data["files"])
                return redirect(request.get_full_path())
        elif request.method == "POST":
            data = request.POST
        images = self._images(request, essay)
        same = self._same_form(request, data)
        if data is not None and same.is_valid():
            data = with_same_values(data, same, images)
        rows = self._rows(request, images, data)
        if data is not None and all([same.is_valid(), *(row.is_valid() for row in rows)]):
            return self._save(request, essay, rows)
        return self._render(
            request,
            "add_pictures",
            essay=essay,
            sending=upload_form,
            rows=rows,
            same=same,
            replace=REPLACE in request.POST,
            later=editable_by(request.user, essay.images.without_words()).count() - len(rows),
            most=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
            may_publish=may_publish(request.user, Image),
        )

    def _render(self, request, template, **context):
        context |= self.admin_site.each_context(request)
        context |= {"title": _("Add pictures"), "opts": Image._meta}
        return render(request, f"admin/resources/{template}.html", context)

    def _store(self, request, essay, uploads):
        stored, read = 0, {}
        for upload in uploads:
            try:
                image, names = store_draft(essay, upload, request.user)
            except ValidationError as error:
                params = {"name": upload.name, "reason": " ".join(error.messages)}
                messages.error(request, _("“%(name)s” was not saved. %(reason)s") % params)
            except OSError as error:
                if not reason(error):
                    raise
                logger.exception("A picture could not be stored.")
                params = {"name": upload.name, "reason": reason(error)}
                messages.error(request, _("“%(name)s” was not saved. %(reason)s") % params)
            else:
                stored += 1
                read |= dict.fromkeys(names)
                if several := image.frames_in_words:
                    messages.info(request, f"“{upload.name}”: {several}")
                self.model_admin.log_addition(request, image, [{"added": {}}])
        if stored:
            record_if_changed(Image, [essay.pk], request.user)
            message = ngettext(
                "%d picture saved as a draft.", "%d pictures saved as drafts.", stored
            )
            messages.success(request, message % stored)
            folders = essay.images.values("folder")
            if RenditionJob.objects.filter(folder__in=folders, failure="").exists():
                messages.info(request, BEING_MADE)
        for sentence in taken_from_files(read):
            messages.info(request, sentence)

    def _images(self, request, essay):
        """Those without an alternative text."""
        if not self.model_admin.has_change_permission(request):
            return []
        return editable_by(request.user, essay.images.without_words()).in_order()[:MOST_ROWS]

    def _rows(self, request, images, data):
        # Not the form with drafts: these pictures are not public.
        form = ModelAdmin.get_form(
            self.model_admin,
            request,
            change=True,
            fields=ROW_FIELDS,
            labels=LABELS,
            widgets={"date": DateRowInput},
        )
        form.user = request.user
        rows = []
        for image in images:
            row = form(data, instance=image, prefix=f"picture-{image.pk}", label_suffix="")
            for field in row.fields.values():
                field.help_text = ""  # the page has one for all
            rows.append(row)
        return rows

    def _same_form(self, request, data):
        """The values for all pictures on the page."""
        form = ModelAdmin.get_form(self.model_admin, request, fields=SAME_FIELDS, labels=LABELS)
        form.user = request.user
        return form(data, instance=Image(), prefix=SAME, label_suffix="")

    def _save(self, request, essay, rows):
        changed = [row for row in rows if row.has_changed()]
        with transaction.atomic():
            for row in changed:
                if "title" in row.changed_data:
                    row.instance.slug = ""  # derived from the file name, and was never public
                if "date" in row.changed_data:
                    # The words of another date are not shown on this page.
                    reading = getattr(row.cleaned_data["date"], "reading", None)
                    row.instance.display_date = reading.display_date if reading else ""
                row.save()
                change_message = self.model_admin.construct_change_message(request, row, [])
                self.model_admin.log_change(request, row.instance, change_message)
            if changed:
                record_if_changed(Image, [essay.pk], request.user)
        if changed:
            message = ngettext("%d picture saved.", "%d pictures saved.", len(changed))
            messages.success(request, message % len(changed))
        _warn_of_unsaved_texts(request, rows)
        described = [row.instance.pk for row in changed if not obstacles(row.instance)]
        if PUBLISH in request.POST and described:
            return redirect(PublishPage(self.model_admin).url_of_several(described))
        if essay.images.without_words().exists():
            return redirect(request.get_full_path())
        return redirect(f"{reverse('admin:essays_essay_change', args=[essay.pk])}#images-group")


def with_same_values(data, same, images):
    """The submitted data, with the values for all in those rows that have none of their own.

    They are copied as they were typed, so that each row reads a date as the form for all does.
    """
    filled = data.copy()
    for image in images:
        for name in same.changed_data:
            field, sent = f"picture-{image.pk}-{name}", f"{SAME}-{name}"
            if field in data and (REPLACE in data or not data[field].strip()):
                filled[field] = data[sent]
                filled[f"{field}-reading"] = data.get(f"{sent}-reading", "")
    return filled


def store_draft(essay, upload, owner):
    """The stored image, and the names of the fields that its file fills in.

    Raises ValidationError, and stores nothing, if the upload is not a picture.
    """
    image = Image(essay=essay, file=upload, status=Status.DRAFT, owner=owner)
    with precomputing():  # save() reads the picture, too
        names = embedded_metadata.fill_in(image, pictures.read_with_tiles_quickly(upload).metadata)
        image.title = image.title or title_from(upload.name)
        try:
            image.save()
        except IntegrityError:
            # The slug was taken between the query and the save: try again with the next.
            image.slug = ""
            image.save()
    return image, names


def title_from(name):
    """A first title from the name of a file. It never becomes the alternative text."""
    stem = "".join(letter for letter in Path(name).stem if letter.isprintable())
    words = " ".join(re.split(r"[\s_-]+", stem)).strip()
    return capfirst(words)[:250] or capfirst(Image._meta.verbose_name)


def _warn_of_unsaved_texts(request, rows):
    """Shows the editor texts of pictures that others have described or deleted meanwhile."""
    prefixes = {SAME, *(row.prefix for row in rows)}
    for name, text in request.POST.items():
        prefix, _dash, field = name.rpartition("-")
        if field in {"alternative_text", "description"} and text and prefix not in prefixes:
            message = _(
                "Someone else described or deleted a picture in the meantime. You wrote: “%s”"
            )
            messages.warning(request, message % text)
