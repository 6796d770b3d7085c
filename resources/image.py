"""An image: a photograph, a poster, a painting or a map."""

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.publication import Status

from . import limits, pictures, several_frames, tiles
from .files import Upload, UploadField, WithFile
from .renditions import RenditionsMixin
from .sources import Source, SourceQuerySet

UNDESCRIBED = _("Write an alternative text, or mark the picture as decorative.")


class ImageQuerySet(SourceQuerySet):
    def without_words(self):
        """Images that are neither described nor marked as decorative."""
        return self.filter(alternative_text="", decorative=False)


class Image(RenditionsMixin, WithFile, Source):
    source_kind = SourceKind(
        relation="images",
        address="images",
        title=_("Images"),
        position=20,
        counted=ngettext_lazy("%(n)d image", "%(n)d images", "n"),
        row=("title", "slug", "file", "alternative_text", "decorative"),
        texts=("description", "alternative_text"),
        details=("medium",),
        alternative="alternative_text",
        decorative="decorative",
    )

    file = UploadField(
        _("file"),
        validators=[pictures.validate_picture_with_tiles],
        accept=pictures.ACCEPT,
        most_bytes=limits.PICTURE,
        help_text=_(
            "JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF. Public as soon as the image is published."
        ),
    )
    alternative_text = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_(
            "What the picture shows, for people who cannot see it. Screen readers read it aloud; "
            "without it the picture stays a draft."
        ),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It adds nothing to the text around it; screen readers skip it."),
    )
    medium = models.CharField(
        _("medium"), max_length=100, blank=True, help_text=_("“Gelatin silver print”, “poster”.")
    )

    # Derived from the file when it is saved.
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    # Pages of a TIFF, or pictures of an animation. Unknown, as 1, of files from before this column.
    frames = models.PositiveIntegerField(
        _("pages or pictures"), editable=False, default=1, db_default=1
    )
    renditions = models.JSONField(editable=False, default=list)
    # Width and height of each level of tiles, the smallest first; none if renditions suffice.
    tile_levels = models.JSONField(editable=False, default=list)

    UPLOADS = {
        "file": Upload(
            pictures.read_with_tiles_quickly,
            read_completely=pictures.read_with_tiles,
            derived={"width": "width", "height": "height", "frames": "frames"},
            renditions="renditions",
            tile_levels="tile_levels",
        )
    }
    TILE_SIZE = tiles.SIZE
    objects = ImageQuerySet.as_manager()

    class Meta(Source.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            *Source.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(decorative=True) | ~Q(alternative_text=""),
                name="resources_image_published_has_alternative_text",
                violation_error_message=UNDESCRIBED,
            ),
            models.CheckConstraint(condition=~Q(file=""), name="resources_image_has_file"),
        ]

    def missing_for_publication(self, exclude=()):
        is_described = self.decorative or self.alternative_text
        return {} if is_described else {"alternative_text": UNDESCRIBED}

    @property
    def alt(self):
        return "" if self.decorative else self.alternative_text

    @property
    def frames_in_words(self):
        return several_frames.in_words(self.file.name.rpartition(".")[2], self.frames)

    @property
    def large(self):
        """The address and the size of what a browser shows at the highest resolution."""
        if pictures.is_shown_by_browsers(self.file.name):
            return {"url": self.file.url, "width": self.width, "height": self.height}
        return self.largest

    @property
    def tiles_url(self):
        """The names of the tiles follow it."""
        return default_storage.url(f"{self.folder}/")
