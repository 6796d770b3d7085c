from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField
from seventeen_moments.core.publication import Status
from seventeen_moments.core.word_count import count_words

from . import audio, parallel_text, pictures, tiles, webvtt
from .files import Upload, UploadField, WithFile
from .linkcheck import LinkCheck  # noqa: F401 - Django looks for models here
from .renditions import RenditionsMixin
from .sources import Source, SourceQuerySet
from .timing import TimingField
from .transcribed import ANCHORS, TranscribedMixin
from .video import Video  # noqa: F401 - Django looks for models here


class Text(TranscribedMixin, Source):
    source_kind = SourceKind(
        relation="texts",
        address="texts",
        title=_("Texts"),
        position=10,
        counted=ngettext_lazy("%(n)d text", "%(n)d texts", "n"),
        row=("title", "slug", "kind", "date"),
        texts=("translation", "original", "transliteration", "description"),
        details=("translator",),
        parallel=("original", "transliteration", "translation"),
    )

    class Kind(models.TextChoices):
        DECREE = "decree", _("Decree")
        LETTER = "letter", _("Letter")
        SPEECH = "speech", _("Speech")
        ARTICLE = "article", _("Newspaper article")
        MEMOIR = "memoir", _("Memoir")
        POEM = "poem", _("Poem")
        REPORT = "report", _("Report")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    original = models.TextField(
        _("original"),
        blank=True,
        help_text=_("An empty line starts a new paragraph. Paragraphs are shown side by side."),
    )
    transliteration = models.TextField(_("transliteration"), blank=True)
    translation = models.TextField(_("translation"), blank=True)
    translator = NamesField(_("translator"))

    # Derived from the version that most readers read.
    words = models.PositiveIntegerField(editable=False, default=0)

    ROWS_ARE_LINES = False
    NOT_IN_VERSIONS = TranscribedMixin.NOT_IN_VERSIONS | {"words"}
    DERIVED = Source.DERIVED | {name: [*ANCHORS, "words"] for name in source_kind.parallel}

    class Meta(Source.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def derive(self):
        super().derive()
        self.words = count_words(self.translation or self.original or self.transliteration)

    @property
    def is_verse(self):
        return self.kind == self.Kind.POEM

    def rows(self):
        """The paragraphs side by side, as (original, transliteration, translation)."""
        return parallel_text.paragraphs(self.original, self.transliteration, self.translation)

    def words_by_version(self):
        return parallel_text.by_version(self.source_kind.parallel, self.rows())

    def parallel(self, names=()):
        columns = parallel_text.columns_in(self.language, self.content_language)
        return parallel_text.select_columns(columns, self.rows(), names, self.anchors)

    def versions(self):
        """Pairs of a column and its paragraphs."""
        return [
            (column, [words for (words,) in parallel_text.paragraphs(getattr(self, column.name))])
            for column in self.parallel().columns
        ]

    def facts(self):
        return [self.kind_in_words, self.byline, self.date_in_words]


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
        help_text=_(
            "JPEG, PNG, WebP, GIF, TIFF or HEIC. Public as soon as the image is published."
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
    renditions = models.JSONField(editable=False, default=list)
    # Width and height of each level of tiles, the smallest first; none if renditions suffice.
    tile_levels = models.JSONField(editable=False, default=list)

    UPLOADS = {
        "file": Upload(
            pictures.read_with_tiles,
            derived={"width": "width", "height": "height"},
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
    def large(self):
        """The address and the size of what a browser shows at the highest resolution."""
        if pictures.is_shown_by_browsers(self.file.name):
            return {"url": self.file.url, "width": self.width, "height": self.height}
        return self.largest

    @property
    def tiles_url(self):
        """The names of the tiles follow it."""
        return default_storage.url(f"{self.folder}/")


class Recording(WithFile, TranscribedMixin, Source):
    source_kind = SourceKind(
        relation="recordings",
        address="music",
        title=_("Music"),
        position=40,
        counted=ngettext_lazy("%(n)d recording", "%(n)d recordings", "n"),
        row=("title", "slug", "kind", "file", "performers"),
        texts=("description", "transcript_translation", "transcript", "transcript_transliteration"),
        details=("composer", "lyricist", "performers"),
        credits={
            "composer": _("composer"),
            "lyricist": _("lyricist"),
            "performers": _("performer"),
        },
        transcript="transcript",
        parallel=("transcript", "transcript_transliteration", "transcript_translation"),
        parallel_lines=True,
        timing="timing",
    )

    class Kind(models.TextChoices):
        SONG = "song", _("Song")
        SPEECH = "speech", _("Speech")
        BROADCAST = "broadcast", _("Broadcast")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SONG)
    file = UploadField(
        _("file"),
        validators=[audio.validate_sound],
        help_text=_("MP3, Ogg, M4A or WAV. Public as soon as the recording is published."),
    )
    composer = NamesField(_("composer"))
    lyricist = NamesField(_("lyricist"))
    performers = NamesField(_("performers"))
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_(
            "In the original language. Lines are shown side by side; an empty line ends a verse."
        ),
    )
    transcript_transliteration = models.TextField(_("transcript, transliterated"), blank=True)
    transcript_translation = models.TextField(_("transcript, translated"), blank=True)
    timing = TimingField(
        _("timing of the transcript"),
        blank=True,
        help_text=_(
            "WebVTT, SubRip or LRC, with one cue for each line of the original transcript. The "
            "page then follows the audio and offers captions. Only the times of the cues are used; "
            "the text comes from the transcript above."
        ),
    )

    # Derived from the file when it is saved.
    duration = models.DecimalField(
        _("duration"), max_digits=8, decimal_places=2, editable=False, help_text=_("In seconds.")
    )
    # Derived from the timing: start and end of each line of the words, in seconds.
    times = models.JSONField(editable=False, default=list)

    UPLOADS = {"file": Upload(audio.read, derived={"duration": "seconds"})}
    DERIVED = (
        Source.DERIVED
        | dict.fromkeys(source_kind.parallel, ANCHORS)
        | {"transcript": ["times", *ANCHORS], "timing": ["times"]}
    )

    class Meta(Source.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            *Source.Meta.constraints,
            models.CheckConstraint(condition=~Q(file=""), name="resources_recording_has_file"),
        ]

    def clean(self):
        super().clean()
        is_stored = not self.file or self.file._committed
        try:
            cues = webvtt.parse(self.timing)
            duration = self.duration if is_stored else audio.read(self.file).seconds
        except ValidationError:
            return  # its own field reports it
        self._check_timing(cues, duration)

    def derive(self):
        super().derive()
        cues = webvtt.parse(self.timing)
        self._check_timing(cues, self.duration)
        self.times = [[cue.start, cue.end] for cue in cues]

    @property
    def length(self):
        return audio.clock(round(self.duration))

    def lines(self):
        """The lines side by side, as (original, transliteration, translation)."""
        return parallel_text.lines(
            self.transcript, self.transcript_transliteration, self.transcript_translation
        )

    def words_by_version(self):
        return parallel_text.by_version(self.source_kind.parallel, self.lines())

    def parallel(self, names=()):
        columns = parallel_text.columns_in(self.language, self.content_language)
        lines = self.lines()
        # When each line is heard; None if the original has no such line.
        times = iter(self.times)
        line_times = [
            parallel_text.Time(*next(times)) if self.times and original else None
            for original, *_ in lines
        ]
        return parallel_text.select_columns(columns, lines, names, self.anchors, line_times)

    def cues(self, name):
        """The lines of one column that have times, as (start, end, words)."""
        return [
            (row.time.start, row.time.end, words)
            for row in self.parallel([name]).rows
            for column, words in row.cells
            if row.time and words and column.name == name
        ]

    def facts(self):
        return [self.kind_in_words, self.byline, self.date_in_words, self.length]

    def versions(self):
        """Pairs of a column and its paragraphs."""
        words = {
            "original": self.transcript,
            "transliteration": self.transcript_transliteration,
            "translation": self.transcript_translation,
        }
        return [
            (column, [verse for (verse,) in parallel_text.paragraphs(words[column.name])])
            for column in self.parallel().columns
        ]

    def _check_timing(self, cues, duration):
        if self.timing:
            lines = sum(bool(original) for original, *_ in self.lines())
            # Without a file, which its own field reports, only the number of lines is checked.
            webvtt.check_fit(cues, lines, duration or float("inf"))


class Reference(Source):
    source_kind = SourceKind(
        relation="references",
        address="other-resources",
        title=_("Other Resources"),
        position=50,
        counted=ngettext_lazy("%(n)d other resource", "%(n)d other resources", "n"),
        row=("title", "slug", "creators", "kind", "publication_details", "url"),
        texts=("annotation", "description"),
        details=("publication_details",),
        is_primary=False,
        link="url",
    )

    class Kind(models.TextChoices):
        BOOK = "book", _("Book")
        ARTICLE = "article", _("Article")
        FILM = "film", _("Film")
        SITE = "site", _("Site")
        ARCHIVE = "archive", _("Archive")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BOOK)
    url = models.URLField(
        _("address"), blank=True, help_text=_("Its address on the web, if it has one.")
    )
    publication_details = models.CharField(
        _("publication details"),
        max_length=300,
        blank=True,
        help_text=_("“Ithaca: Cornell University Press, 2009”."),
    )
    annotation = models.TextField(
        _("annotation"), blank=True, help_text=_("What it offers readers of the essay. Public.")
    )

    class Meta(Source.Meta):
        verbose_name = _("reference")
        verbose_name_plural = _("other resources")
