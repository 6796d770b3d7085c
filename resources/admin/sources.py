from django.contrib import admin
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from resources.dates import DateField
from resources.models import Image, Recording, Reference, Text
from seventeen_moments.desk.filters import HealthFilter, InReachFilter, YearInReachFilter
from seventeen_moments.desk.model_admin import PublishableAdmin
from seventeen_moments.desk.thumbnails import thumbnail
from seventeen_moments.drafts.admin import DraftsMixin
from seventeen_moments.history.model_admin import WithHistory
from seventeen_moments.roles.rules import in_reach

from .asking import AsksAddresses
from .citing import WarnsOfCitations
from .dating import DateInput, ReadsDates
from .forms import EssaySelect, ImageForm, RecordingForm
from .pictures import AddsPictures
from .saving import SavedWhole

WHERE = (None, {"fields": ["essay", "title", "slug", "position"]})
ORIGIN = (
    _("Origin"),
    {
        "description": _("All of this is shown beside the source, and cited."),
        "fields": [
            "creators",
            "date",
            "date_shown",
            "language",
            "original_source",
            "holding_archive",
            "location",
            "rights",
        ],
    },
)
ABOUT = (_("About it"), {"fields": ["description", "themes", "advisory"]})
PUBLICATION = (
    _("Publication"),
    {
        "description": _("A source is public once both it and its essay are."),
        "fields": ["status", "published_at", "entered_by"],
    },
)

RIGHTS_MISSING = ("rights", admin.EmptyFieldListFilter)


class SourceAdmin(WarnsOfCitations, SavedWhole, WithHistory, DraftsMixin, PublishableAdmin):
    autocomplete_fields = ["essay"]
    list_display = ["title", "essay", "dated", "kind", "state", "since", "page"]
    list_filter = [
        "status",
        HealthFilter,
        "kind",
        ("rights", admin.EmptyFieldListFilter),
        ("essay__year", YearInReachFilter),
        ("themes", InReachFilter),
    ]
    list_select_related = ["essay"]
    list_defer = [
        "description",
        "essay__body",
        "essay__body_html",
        "essay__body_text",
        "essay__notes",
    ]
    search_fields = ["title", "creators", "original_source", "holding_archive", "essay__title"]
    date_hierarchy = "published_at"
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = PublishableAdmin.formfield_overrides | {DateField: {"widget": DateInput}}

    @admin.display(description=_("date"), ordering="earliest")
    def dated(self, source):
        return source.date_in_words

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = EssaySelect(db_field, self.admin_site)
        kwargs["queryset"] = in_reach(request.user, Essay.objects.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_post_save_add(self, request, obj):
        """Back to the essay, where that was the way here."""
        if "essay" in request.GET:
            return redirect("admin:essays_essay_change", obj.essay_id)
        return super().response_post_save_add(request, obj)


@admin.register(Text)
class TextAdmin(ReadsDates, SourceAdmin):
    list_defer = [*SourceAdmin.list_defer, "original", "transliteration", "translation"]
    fieldsets = [
        WHERE,
        (
            _("The text"),
            {"fields": ["kind", "original", "transliteration", "translation", "translator"]},
        ),
        ORIGIN,
        ABOUT,
        PUBLICATION,
    ]


@admin.register(Image)
class ImageAdmin(AddsPictures, SourceAdmin):
    form = ImageForm
    list_display = ["title", "thumbnail", "words", "essay", "dated", "state", "since", "page"]
    list_filter = [
        "status",
        HealthFilter,
        RIGHTS_MISSING,
        ("essay__year", YearInReachFilter),
        ("themes", InReachFilter),
    ]
    search_fields = [*SourceAdmin.search_fields, "alternative_text"]
    readonly_fields = ["thumbnail", "checksum"]
    fieldsets = [
        WHERE,
        (
            _("The picture"),
            {
                "fields": [
                    "thumbnail",
                    "file",
                    "checksum",
                    "alternative_text",
                    "decorative",
                    "medium",
                ]
            },
        ),
        ORIGIN,
        ABOUT,
        PUBLICATION,
    ]

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return thumbnail(image) if image.pk else "–"

    @admin.display(description=_("alternative text"), ordering="alternative_text")
    def words(self, image):
        if image.decorative:
            return _("Decorative")
        if image.alternative_text:
            return Truncator(image.alternative_text).words(12)
        return format_html('<span class="state waiting">{}</span>', _("Missing"))


@admin.register(Recording)
class RecordingAdmin(SourceAdmin):
    form = RecordingForm
    list_display = ["title", "essay", "dated", "kind", "length", "state", "since", "page"]
    list_defer = [
        *SourceAdmin.list_defer,
        "words",
        "words_transliteration",
        "words_translation",
    ]
    search_fields = [*SourceAdmin.search_fields, "composer", "lyricist", "performers"]
    readonly_fields = ["checksum"]
    fieldsets = [
        WHERE,
        (
            _("The recording"),
            {"fields": ["kind", "file", "checksum", "composer", "lyricist", "performers"]},
        ),
        (
            _("Its words"),
            {
                "fields": [
                    "words",
                    "words_transliteration",
                    "words_translation",
                    "timing",
                    "timing_file",
                ]
            },
        ),
        ORIGIN,
        ABOUT,
        PUBLICATION,
    ]


@admin.register(Reference)
class ReferenceAdmin(AsksAddresses, SourceAdmin):
    list_display = ["title", "essay", "dated", "kind", "answer", "state", "since", "page"]
    list_defer = [*SourceAdmin.list_defer, "annotation"]
    search_fields = [*SourceAdmin.search_fields, "publication_details"]
    fieldsets = [
        WHERE,
        (_("The reference"), {"fields": ["kind", "url", "publication_details", "annotation"]}),
        ORIGIN,
        ABOUT,
        PUBLICATION,
    ]
