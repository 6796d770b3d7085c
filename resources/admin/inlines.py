from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.editorial.owned import OwnedInlineMixin
from seventeen_moments.editorial.states import state_of
from seventeen_moments.editorial.thumbnails import thumbnail
from seventeen_moments.versions.overlay import page_on_site

from ..dates import EDTFField
from ..models import Image
from .edtf_widget import DateFormField, DateRowInput
from .forms import SourceForm, SourceFormSet


class SourceInline(OwnedInlineMixin, admin.TabularInline):
    """The fields that suffice to add a source; the others are on the source's own page."""

    form = SourceForm
    formset = SourceFormSet
    shown_first = ["position"]
    extra = 0
    show_change_link = True
    ordering = ["position", "pk"]
    readonly_fields = ["state"]
    prepopulated_fields = {"slug": ["title"]}
    view_on_site = staticmethod(page_on_site)
    formfield_overrides = {
        EDTFField: {"form_class": DateFormField, "widget": DateRowInput},
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 2})},
        models.FileField: {"widget": forms.FileInput},  # the source's own page links the file
    }

    class Media:
        js = [forms.Script("seventeen_moments/admin/order.js", type="module")]

    @admin.display(description=_("state"))
    def state(self, source):
        return state_of(source) if source.pk else ""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Names each field of the table for screen readers: its column has no label."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = field.label
        return field

    def get_queryset(self, request):
        # The links to the pages need the essay of each row.
        return super().get_queryset(request).prefetch_related("essay")


class ImageInline(SourceInline):
    template = "admin/resources/images_inline.html"
    shown_first = ["position", "thumbnail"]
    readonly_fields = ["thumbnail", "state"]

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return thumbnail(image) if image.pk else ""


INLINES = {Image: ImageInline}  # of kinds whose rows have more than their fields


def inlines():
    """One for each kind of source, with the fields that the kind declares for its row."""
    inlines = []
    for kind in kinds():
        base = INLINES.get(kind, SourceInline)
        attributes = {"model": kind, "fields": [*base.shown_first, *kind.source_kind.row, "state"]}
        inlines.append(type(f"{kind.__name__}Inline", (base,), attributes))
    return inlines


# The essays app imports no sources.
admin.site.get_model_admin(Essay).inlines = inlines()
