"""A video: a film that is stored here, or the address of one on the web."""

from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField
from seventeen_moments.core.publication import Status

from . import audio, film, limits, pictures
from .captions import CaptionsMixin
from .files import Upload, UploadField, WithFile, checksum_column, folder_column
from .renditions import RenditionsMixin
from .sources import Source

NOWHERE = _("Choose a file, or enter the address of the film on the web.")


class Video(CaptionsMixin, RenditionsMixin, WithFile, Source):
    source_kind = SourceKind(
        relation="videos",
        address="video",
        title=_("Video"),
        position=30,
        counted=ngettext_lazy("%(n)d video", "%(n)d videos", "n"),
        row=("title", "slug", "kind", "file", "url"),
        texts=("description", "alternative_text", "spoken"),
        details=("directors", "cast"),
        credits={"directors": _("director"), "cast": _("performer")},
        alternative="alternative_text",
        transcript="captions",
        link="url",
    )

    class Kind(models.TextChoices):
        NEWSREEL = "newsreel", _("Newsreel")
        DOCUMENTARY = "documentary", _("Documentary")
        FEATURE = "feature", _("Feature film")
        ANIMATION = "animation", _("Animated film")
        BROADCAST = "broadcast", _("Broadcast")
        INTERVIEW = "interview", _("Interview")
        AMATEUR = "amateur", _("Amateur film")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.NEWSREEL)
    file = UploadField(
        _("file"),
        blank=True,
        validators=[film.validate_film],
        most_bytes=limits.FILM,
        help_text=_("MP4 (H.264 with AAC) or WebM. Public as soon as the video is published."),
    )
    url = models.URLField(
        _("address"),
        blank=True,
        help_text=_(
            "Where the film is on the web. The page links to it and loads nothing from there."
        ),
    )
    poster = UploadField(
        _("poster"),
        blank=True,
        validators=[pictures.validate_picture],
        most_bytes=limits.PICTURE,
        help_text=_("Shown until the film plays, in lists and in print."),
    )
    directors = NamesField(_("directors"))
    cast = NamesField(_("cast"))
    alternative_text = models.TextField(
        _("what the film shows"),
        blank=True,
        help_text=_(
            "For people who cannot see the film: who and what it shows, in order. Shown below the "
            "film. An empty line starts a new paragraph."
        ),
    )

    # Derived from the files when they are saved.
    duration = models.DecimalField(
        _("duration"),
        max_digits=8,
        decimal_places=2,
        null=True,
        editable=False,
        help_text=_("In seconds."),
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    poster_folder = folder_column()
    poster_checksum = checksum_column()
    poster_renditions = models.JSONField(editable=False, default=list)

    DERIVED = Source.DERIVED | CaptionsMixin.DERIVED
    RENDITIONS = "poster_renditions"
    UPLOADS = {
        "file": Upload(
            film.read, derived={"duration": "seconds", "width": "width", "height": "height"}
        ),
        "poster": Upload(
            pictures.read_quickly,
            read_completely=pictures.read,
            renditions="poster_renditions",
            folder="poster_folder",
            checksum="poster_checksum",
        ),
    }

    class Meta(Source.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [
            *Source.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | ~Q(file="") | ~Q(url=""),
                name="resources_video_published_is_somewhere",
                violation_error_message=NOWHERE,
            ),
        ]

    def missing_for_publication(self, exclude=()):
        # If the file was refused, its own field reports it.
        return {} if self.file or self.url or "file" in exclude else {"url": NOWHERE}

    @property
    def length(self):
        return audio.clock(round(self.duration)) if self.duration else ""

    @property
    def host(self):
        """Of the film on the web: www.example.org."""
        return urlsplit(self.url).hostname

    def current_duration(self):
        is_stored = not self.file or self.file._committed
        return self.duration if is_stored else film.read(self.file).seconds

    def facts(self):
        return [self.kind_in_words, *super().facts()]
