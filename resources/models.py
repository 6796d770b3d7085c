from itertools import zip_longest

from django.db import models
from django.db.models import Max, Q
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from essays.sections import SECTIONS
from seventeen_moments.names import NamesField, in_words
from seventeen_moments.publication import Publishable, PublishableQuerySet
from seventeen_moments.themes import ThemesField

from . import dates, languages, pictures, rights, sound
from .files import WithFile, delete_files_with_row, store


class SourceQuerySet(PublishableQuerySet):
    def published(self, at=None):
        return self.due(at).filter(essay__in=Essay.objects.published(at))

    def with_essay(self):
        return self.select_related("essay")

    def in_order(self):
        return self.order_by("position", "pk")

    def for_essay(self, essay, at=None):
        """A section: what whoever may see the essay sees in it."""
        return self.due(at).filter(essay=essay).in_order()

    def for_page(self):
        return self.with_essay().prefetch_related("themes")

    def before(self, source):
        """What stands before the source in its section, the nearest first."""
        earlier = Q(position=source.position, pk__lt=source.pk)
        return self.filter(Q(position__lt=source.position) | earlier).order_by("-position", "-pk")

    def after(self, source):
        later = Q(position=source.position, pk__gt=source.pk)
        return self.filter(Q(position__gt=source.position) | later).in_order()


class Source(Publishable):
    """What the four kinds share: Dublin Core's elements as an editor of an archive knows them."""

    essay = models.ForeignKey(
        Essay, verbose_name=_("essay"), on_delete=models.CASCADE, related_name="%(class)ss"
    )
    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_("The end of the page’s address. Links and citations rely on it: keep it."),
    )
    creators = NamesField(_("creators"))
    date = models.CharField(
        _("date"),
        max_length=60,
        blank=True,
        validators=[dates.validate_date],
        help_text=_("1953-03-27 or 1953-03 are shown in words, anything else as you write it."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=languages.choices,
        help_text=_("Of the original. Screen readers and hyphenation follow it."),
    )
    original_source = models.CharField(
        _("original source"),
        max_length=300,
        blank=True,
        help_text=_("Where it first appeared: “Izvestiia, 28 March 1953”."),
    )
    holding_archive = models.CharField(_("holding archive"), max_length=200, blank=True)
    location = models.CharField(
        _("location in the archive"),
        max_length=200,
        blank=True,
        help_text=_("Collection, inventory, file and leaf, or the shelf mark."),
    )
    rights = models.CharField(
        _("rights"),
        max_length=80,
        blank=True,
        choices=rights.STATEMENTS,
        help_text=_("Shown beside the source with a link to the statement."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Public. An empty line begins a new paragraph.")
    )
    position = models.PositiveIntegerField(
        _("position"),
        blank=True,
        help_text=_("Its place within the section; empty: at the end."),
    )
    themes = ThemesField()

    objects = SourceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ["essay", "position", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["essay", "slug"],
                name="%(app_label)s_%(class)s_slug_unique_in_essay",
                violation_error_message=_("This section of the essay has that slug already."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["essay", "position", "id"]),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if self.position is None:
            last = self._siblings().aggregate(last=Max("position"))["last"]
            self.position = (last or 0) + 1
        if not self.slug:
            self.slug = self.free_slug()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse(f"resources:{self._meta.model_name}", args=[self.essay.slug, self.slug])

    def is_published(self, at=None):
        return super().is_published(at) and self.essay.is_published(at)

    @classmethod
    def section(cls):
        return next(
            section for section in SECTIONS if section.relation == f"{cls._meta.model_name}s"
        )

    @property
    def byline(self):
        return in_words(self.creators)

    @property
    def date_in_words(self):
        return dates.in_words(self.date)

    def _siblings(self):
        return type(self).objects.filter(essay=self.essay_id).exclude(pk=self.pk)

    def free_slug(self, besides=()):
        # A title without Latin letters gives none; the admin's form transliterates instead.
        stem = slugify(self.title)[:90] or self._meta.model_name
        taken = {
            *besides,
            *self._siblings().filter(slug__startswith=stem).values_list("slug", flat=True),
        }
        numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)


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

    @property
    def translated_by(self):
        return in_words(self.translator)

    def rows(self):
        """Paragraph beside paragraph, as (original, transliteration, translation)."""
        columns = [self.original, self.transliteration, self.translation]
        return list(zip_longest(*map(_paragraphs, columns), fillvalue=""))


class Image(WithFile, Source):
    file = models.FileField(
        _("file"),
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
        return picture.ending

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
        return read.ending

    @property
    def length(self):
        """Minutes and seconds, "3:05"; with hours, "1:02:03"."""
        minutes, seconds = divmod(round(self.duration), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def lines(self):
        """Line beside line, as (original, transliteration, translation)."""
        columns = [self.words, self.words_transliteration, self.words_translation]
        lines = zip_longest(*(column.strip().splitlines() for column in columns), fillvalue="")
        return [line for line in lines if any(cell.strip() for cell in line)]


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


def _paragraphs(text):
    blocks = "\n".join(line.rstrip() for line in text.strip().splitlines()).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip()]


KINDS = [Text, Image, Recording, Reference]

post_delete.connect(delete_files_with_row)
