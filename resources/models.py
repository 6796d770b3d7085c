from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField
from seventeen_moments.core.word_count import count_words

from . import parallel_text

# Django looks for models here.
from .image import Image  # noqa: F401
from .linkcheck import LinkCheck  # noqa: F401
from .recording import Recording  # noqa: F401
from .rendition_jobs import RenditionJob  # noqa: F401
from .sources import Source
from .transcribed import ANCHORS, TranscribedMixin
from .video import Video  # noqa: F401


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
