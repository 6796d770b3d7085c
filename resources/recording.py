"""A recording: sound, with its words and their times."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField

from . import audio, limits, parallel_text, webvtt
from .files import Upload, UploadField, WithFile
from .sources import Source
from .timing import TimingField
from .transcribed import ANCHORS, TranscribedMixin


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
        most_bytes=limits.RECORDING,
        help_text=_(
            "MP3, M4A, Ogg, Opus, FLAC or WAV. Public as soon as the recording is published."
        ),
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
