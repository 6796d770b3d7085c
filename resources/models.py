from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from seventeen_moments.names import NamesField

from . import parallel, pictures, sound
from .answers import Answer  # noqa: F401 - Django looks for models here
from .files import WithFile, delete_folder_with_row, only_through_save, store
from .sources import Source


class Text(Source):
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
        help_text=_("An empty line begins a new paragraph; paragraphs stand beside one another."),
    )
    transliteration = models.TextField(_("transliteration"), blank=True)
    translation = models.TextField(_("translation"), blank=True)
    translator = NamesField(_("translator"))

    class Meta(Source.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def rows(self):
        """Paragraph beside paragraph, as (original, transliteration, translation)."""
        return parallel.paragraphs(self.original, self.transliteration, self.translation)

    def parallel(self, wanted=()):
        return parallel.shown(self.language, self.rows(), wanted)


class Image(WithFile, Source):
    file = models.FileField(
        _("file"),
        upload_to=only_through_save,
        validators=[pictures.validate_picture],
        help_text=_("JPEG, PNG, WebP, GIF or TIFF. Public as soon as the image is published."),
    )
    alternative_text = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Read aloud."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It adds nothing to the words around it; screen readers pass over it."),
    )
    medium = models.CharField(
        _("medium"), max_length=100, blank=True, help_text=_("“Gelatin silver print”, “poster”.")
    )

    # Made from the file when it is saved.
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions = models.JSONField(editable=False, default=list)

    class Meta(Source.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            *Source.Meta.constraints,
            models.CheckConstraint(
                condition=Q(decorative=True) | ~Q(alternative_text=""),
                name="resources_image_has_alternative_text",
                violation_error_message=_(
                    "Write an alternative text, or tick the picture as decorative."
                ),
            ),
            models.CheckConstraint(condition=~Q(file=""), name="resources_image_has_file"),
        ]

    def read_upload(self, upload):
        picture = pictures.read(upload)
        self.width, self.height = picture.width, picture.height
        self.renditions = [
            {
                "width": rendition.width,
                "height": rendition.height,
                "name": store(f"{self.folder}/{rendition.width}.webp", rendition.content),
            }
            for rendition in picture.renditions
        ]
        return picture.ending, picture.original

    def file_names(self):
        return [*super().file_names(), *(rendition["name"] for rendition in self.renditions)]

    @property
    def alt(self):
        return "" if self.decorative else self.alternative_text

    @property
    def smallest(self):
        return self._shown(self.renditions[0])

    @property
    def largest(self):
        return self._shown(self.renditions[-1])

    @property
    def srcset(self):
        return ", ".join(
            f"{shown['url']} {shown['width']}w" for shown in map(self._shown, self.renditions)
        )

    def _shown(self, rendition):
        return rendition | {"url": self.file.storage.url(rendition["name"])}


class Recording(WithFile, Source):
    class Kind(models.TextChoices):
        SONG = "song", _("Song")
        SPEECH = "speech", _("Speech")
        BROADCAST = "broadcast", _("Broadcast")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SONG)
    file = models.FileField(
        _("file"),
        upload_to=only_through_save,
        validators=[sound.validate_sound],
        help_text=_("mp3, ogg, m4a or wav. Public as soon as the recording is published."),
    )
    composer = NamesField(_("composer"))
    lyricist = NamesField(_("lyricist"))
    performers = NamesField(_("performers"))
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_("In the original. Lines stand beside one another; an empty line ends a verse."),
    )
    words_transliteration = models.TextField(_("words in transliteration"), blank=True)
    words_translation = models.TextField(_("words in translation"), blank=True)

    # Made from the file when it is saved.
    duration = models.DecimalField(
        _("duration"), max_digits=8, decimal_places=2, editable=False, help_text=_("Seconds.")
    )

    class Meta(Source.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            *Source.Meta.constraints,
            models.CheckConstraint(condition=~Q(file=""), name="resources_recording_has_file"),
        ]

    def read_upload(self, upload):
        read = sound.read(upload)
        self.duration = read.seconds
        return read.ending, upload

    @property
    def length(self):
        """Minutes and seconds, "3:05"; with hours, "1:02:03"."""
        minutes, seconds = divmod(round(self.duration), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def verses(self):
        """Verses, each as lines of (original, transliteration, translation)."""
        return parallel.verses(self.words, self.words_transliteration, self.words_translation)

    def lines(self):
        return [line for verse in self.verses() for line in verse]

    def parallel(self, wanted=()):
        return parallel.shown(self.language, self.lines(), wanted)


class Reference(Source):
    class Kind(models.TextChoices):
        BOOK = "book", _("Book")
        ARTICLE = "article", _("Article")
        FILM = "film", _("Film")
        SITE = "site", _("Site")
        ARCHIVE = "archive", _("Archive")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BOOK)
    url = models.URLField(_("address"), blank=True, help_text=_("On the web, if it has one."))
    publication_details = models.CharField(
        _("publication details"),
        max_length=300,
        blank=True,
        help_text=_("“Ithaca: Cornell University Press, 2009”."),
    )
    annotation = models.TextField(
        _("annotation"), blank=True, help_text=_("What it offers the reader of the essay. Public.")
    )

    class Meta(Source.Meta):
        verbose_name = _("reference")
        verbose_name_plural = _("other resources")


KINDS = [Text, Image, Recording, Reference]

post_delete.connect(delete_folder_with_row)
