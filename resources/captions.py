"""Captions and subtitles of a source, and the transcript made from them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from seventeen_moments.core import languages

from . import parallel_text, text_tracks
from .transcribed import ANCHORS, TranscribedMixin

PAUSE = 3  # seconds of silence that begin a new paragraph of the transcript


class CaptionsMixin(TranscribedMixin):
    """A base class before Source. A subclass adds this DERIVED to its own and has `duration`."""

    captions = text_tracks.TracksField()
    # Derived from the captions: the parsed tracks, and their words.
    tracks = models.JSONField(editable=False, default=list)
    spoken = models.TextField(editable=False, blank=True)

    # The track in the language of the film has the rows.
    DERIVED = {"captions": ["tracks", "spoken", *ANCHORS], "language": ANCHORS}

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        try:
            tracks, duration = text_tracks.parse(self.captions), self.current_duration()
        except ValidationError:
            return  # its own field reports it
        # Not an error of the field: the row in the essay's form has no field for captions.
        text_tracks.check_ends(tracks, duration or float("inf"))

    def derive(self):
        tracks = text_tracks.parse(self.captions)
        text_tracks.check_ends(tracks, self.duration or float("inf"))
        self.tracks, self.spoken = text_tracks.to_json(tracks), text_tracks.plain_text(tracks)
        super().derive()

    def current_duration(self):
        """The duration in seconds; that of an upload that is not stored yet, if there is one."""
        return self.duration

    def text_tracks(self):
        """Pairs of a track and its column, for the browser's player."""
        tracks = self._sorted_tracks()
        return list(zip(tracks, columns(tracks, self.language), strict=True))

    def parallel(self, names=()):
        tracks = self._sorted_tracks()
        cues = tracks[0].cues if tracks else []
        return parallel_text.select_columns(
            columns(tracks, self.language),
            transcript_rows(tracks),
            names,
            self.anchors,
            [parallel_text.Time(cue.start, cue.end) for cue in cues],
        )

    def words_by_version(self):
        return words_by_track(self._sorted_tracks())

    def cues(self, name):
        return [
            (cue.start, cue.end, cue.words)
            for track, column in self.text_tracks()
            if column.name == name
            for cue in track.cues
        ]

    def versions(self):
        return [(column, paragraphs(track.cues)) for track, column in self.text_tracks()]

    def facts(self):
        return [self.byline, self.date_in_words, self.length]

    def _sorted_tracks(self):
        return sort_tracks(text_tracks.from_json(self.tracks), self.language)


def sort_tracks(tracks, language):
    """The film's own language first, then the same in another script, then as entered."""
    return sorted(
        tracks,
        key=lambda track: (track.language != language, _primary(track.language) != language),
    )


def columns(tracks, language):
    """One for each track, named by its language, and by its purpose where there are two."""
    tags = [track.language for track in tracks]
    columns = []
    for index, (tag, track) in enumerate(zip(tags, tracks, strict=True)):
        name, title = tag, languages.name(tag)
        if tags.count(tag) > 1:
            name = f"{tag}-{track.purpose}"
            title = _("%(language)s, %(purpose)s") % {
                "language": title,
                "purpose": text_tracks.Purpose(track.purpose).label,
            }
        if tag != language and _primary(tag) == language and "Latn" in tag:
            role = "transliteration"
        else:
            is_original = index == 0 or _primary(tag) == language
            role = "original" if is_original else "translation"
        columns.append(parallel_text.Column(name, title, tag, role))
    return columns


def _primary(tag):
    return tag.partition("-")[0]


def transcript_rows(tracks):
    """The cues of the first track, each with the words of the other tracks that are heard in its
    time, or before the next."""
    if not tracks:
        return []
    first, *others = tracks
    rows = [[cue.words] for cue in first.cues]
    for track in others:
        words = [[] for _row in rows]
        indexes = row_indexes(first.cues, track.cues)
        for cue, index in zip(track.cues, indexes, strict=True):
            words[index].append(cue.words)
        for row, lines in zip(rows, words, strict=True):
            row.append("\n".join(lines))
    return rows


def words_by_track(tracks):
    names = [f"{track.language} {track.purpose}" for track in tracks]
    return parallel_text.by_version(names, transcript_rows(tracks))


def row_indexes(rows, cues):
    """For each cue, the index of the row whose time includes the middle of the cue: the latest of
    several, the last before it if it falls between two, the first if it falls before all."""
    middles = [(cue.start + cue.end) / 2 for cue in cues]
    indexes, begun, current = [0] * len(cues), 0, []
    for number in sorted(range(len(cues)), key=middles.__getitem__):
        while begun < len(rows) and rows[begun].start <= middles[number]:
            current.append(begun)
            begun += 1
        while current and rows[current[-1]].end <= middles[number]:
            current.pop()  # it has ended for all following cues, too
        indexes[number] = current[-1] if current else max(begun - 1, 0)
    return indexes


def paragraphs(cues):
    """The words line by line, with an empty line where nothing is said for a while."""
    paragraphs, end = [], None
    for cue in cues:
        if end is None or cue.start - end > PAUSE:
            paragraphs.append([])
        paragraphs[-1].append(cue.words)
        end = max(end or 0, cue.end)
    return ["\n".join(lines) for lines in paragraphs]
