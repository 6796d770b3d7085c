from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from essays.admin.source_links import essays_linking
from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import editable_by
from seventeen_moments.editorial.filters import (
    CompletenessFilter,
    EssayFilter,
    EssaySelect,
    EssayYearFilter,
    OwnerFilter,
    RelatedFilter,
    ReviewFilter,
)
from seventeen_moments.editorial.list_search import HELP
from seventeen_moments.editorial.publishable_admin import PublishableAdmin
from seventeen_moments.editorial.thumbnails import thumbnail

from ..dates import EDTFField
from ..files import WithFile
from ..models import Image, Recording, Reference, Text, Video
from ..rendition_jobs import RenditionJob
from ..sources import is_long
from ..text_tracks import TracksField
from .add_pictures import AddPicturesPage
from .date_preview import DatePreview
from .edtf_widget import DateFormField, DateInput
from .forms import ImageForm, RecordingForm, SourceForm
from .linkcheck import LinkCheckMixin
from .paragraphs_page import ParagraphsPage, warn_of_differing_numbers
from .poster_widget import PosterInput
from .timing_page import TimingPage
from .tracks_widget import TRACKS

WHERE = (None, {"fields": ["essay", "title", "slug", "position"]})
ORIGIN = (
    _("Origin"),
    {
        "description": _("All of this is shown with the source and used in its citation."),
        "fields": [
            "creators",
            "date",
            "display_date",
            "language",
            "original_source",
            "repository",
            "reference_code",
            "rights",
        ],
    },
)
ABOUT = (_("Description"), {"fields": ["description", "themes", "content_warning"]})
PUBLICATION = (
    _("Publication"),
    {
        "description": _("A source is public once both it and its essay are."),
        "fields": ["state", "entered_by"],
    },
)


class SourceAdmin(PublishableAdmin):
    """Kinds without an admin class of their own use this one, with all their fields."""

    # They show which essays link to the source.
    delete_confirmation_template = "admin/resources/delete_source.html"
    delete_selected_confirmation_template = "admin/resources/delete_sources.html"

    first_columns = []  # of the list, after the title
    own_columns = ["kind"]  # after the date, if the kind has them
    own_fieldsets = None

    form = SourceForm
    autocomplete_fields = ["essay"]
    list_select_related = ["essay", "owner"]
    list_defer = ["description", *Essay.long_fields("essay__")]
    ordering = ["essay_id", "position", "pk"]
    sortable_by = ["title", "dated", "since"]  # what an index sorts
    search_fields = ["title"]  # found by the index
    search_help_text = HELP
    date_hierarchy = "published_at"
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = PublishableAdmin.formfield_overrides | {
        EDTFField: {"form_class": DateFormField, "widget": DateInput}
    }

    def __init__(self, model, admin_site):
        declared = model.source_kind
        own_fields = model.own_fields()
        long_texts = [field.name for field in own_fields if is_long(field)]
        columns = [name for name in self.own_columns if hasattr(model, name) or hasattr(self, name)]
        kind = ["kind"] if hasattr(model, "kind") else []
        first = ["title", *self.first_columns, "essay", "dated"]
        self.list_display = [*first, *columns, "state", "since", "entered_by", "page"]
        self.list_filter = [
            "status",
            ReviewFilter,
            ("owner", OwnerFilter),
            CompletenessFilter,
            *kind,
            ("rights", admin.EmptyFieldListFilter),
            ("essay", EssayFilter),
            ("essay__year", EssayYearFilter),
            ("themes", RelatedFilter),
        ]
        self.list_defer = [
            *self.list_defer,
            *(name for name in long_texts if name != declared.alternative),
        ]
        if declared.parallel:
            self.pages = [*self.pages, ParagraphsPage]
        if declared.timing:
            self.pages = [*self.pages, TimingPage]
        self.reviewed_fields = [
            field.name
            for field in model._meta.fields
            if field.name in declared.texts and field.editable
        ]
        checksum = ["checksum"] if issubclass(model, WithFile) else []
        self.readonly_fields = [*self.readonly_fields, *checksum]
        own_fieldsets = self.own_fieldsets
        if own_fieldsets is None:
            names = [*(field.name for field in own_fields), *checksum]
            own_fieldsets = (
                [(capfirst(model._meta.verbose_name), {"fields": names})] if names else []
            )
        self.fieldsets = [WHERE, *own_fieldsets, ORIGIN, ABOUT, PUBLICATION]
        super().__init__(model, admin_site)

    @admin.display(description=_("date"), ordering="earliest")
    def dated(self, source):
        return source.date_in_words

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = EssaySelect(db_field, self.admin_site)
        kwargs["queryset"] = editable_by(request.user, Essay.objects.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def linked_from(self, sources):
        return essays_linking(sources)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj and request.method == "GET":
            for job in RenditionJob.objects.of(obj):
                messages.add_message(request, job.level, job.in_words)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for remark in form.remarks:
            messages.info(request, remark)
        warn_of_differing_numbers(request, form.instance)


@admin.register(Text)
class TextAdmin(SourceAdmin):
    pages = [*SourceAdmin.pages, DatePreview]
    own_fieldsets = [
        (
            _("The text"),
            {"fields": ["kind", "original", "transliteration", "translation", "translator"]},
        ),
    ]


@admin.register(Image)
class ImageAdmin(SourceAdmin):
    form = ImageForm
    pages = [*SourceAdmin.pages, AddPicturesPage]
    adds_pictures = True  # for the templates
    first_columns = ["thumbnail", "words"]
    own_columns = []
    readonly_fields = ["thumbnail"]
    own_fieldsets = [
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


@admin.register(Video)
class VideoAdmin(LinkCheckMixin, SourceAdmin):
    first_columns = ["thumbnail"]
    own_columns = ["kind", "length", "link_status"]
    list_defer = [*SourceAdmin.list_defer, "tracks", "spoken"]
    formfield_overrides = SourceAdmin.formfield_overrides | {TracksField: TRACKS}
    own_fieldsets = [
        (
            _("The film"),
            {"fields": ["kind", "file", "checksum", "poster", "url", "directors", "cast"]},
        ),
        (_("What is heard and seen"), {"fields": ["captions", "alternative_text"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "poster":
            kwargs["widget"] = PosterInput(film="file")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("poster"))
    def thumbnail(self, video):
        return thumbnail(video) if video.smallest else "–"


@admin.register(Recording)
class RecordingAdmin(SourceAdmin):
    form = RecordingForm
    own_columns = ["kind", "length"]
    own_fieldsets = [
        (
            _("The recording"),
            {"fields": ["kind", "file", "checksum", "composer", "lyricist", "performers"]},
        ),
        (
            _("Transcript"),
            {
                "fields": [
                    "transcript",
                    "transcript_transliteration",
                    "transcript_translation",
                    "timing",
                    "timing_file",
                ]
            },
        ),
    ]


@admin.register(Reference)
class ReferenceAdmin(LinkCheckMixin, SourceAdmin):
    own_columns = ["kind", "link_status"]
    own_fieldsets = [
        (_("The reference"), {"fields": ["kind", "url", "publication_details", "annotation"]}),
    ]


for kind in kinds():
    if not admin.site.is_registered(kind):
        admin.site.register(kind, SourceAdmin)
