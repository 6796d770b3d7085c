"""A source that is shown with captions and subtitles, and the transcript made of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from . import languages, parallel, tracks

PAUSE = 3  # seconds of silence: a new paragraph of the transcript


class Subtitled(models.Model):
    """A base class before Source. A subclass adds this DERIVED to its own and has `duration`."""

    captions = tracks.TracksField()
    # Made from the captions: what they hold, without anything to parse; and the words alone.
    tracks = models.JSONField(editable=False, default=list)
    spoken = models.TextField(editable=False, blank=True)

    DERIVED = {"captions": ["tracks", "spoken"]}

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        try:
            found, seconds = tracks.parse(self.captions), self.seconds()
        except ValidationError:
            return  # which the field itself has told
        # Of no field: the row in the form of an essay has none for it.
        tracks.fit(found, seconds or float("inf"))

    def derive(self):
        super().derive()
        found = tracks.parse(self.captions)
        tracks.fit(found, self.duration or float("inf"))
        self.tracks, self.spoken = tracks.as_json(found), tracks.spoken(found)

    def seconds(self):
        """How long it is: of the upload that waits to be stored, where there is one."""
        return self.duration

    def text_tracks(self):
        """Pairs of a track and its column, for the browser's player."""
        found = self._tracks()
        return list(zip(found, columns(found, self.language), strict=True))

    def parallel(self, wanted=()):
        found = self._tracks()
        shown = parallel.shown(columns(found, self.language), beside(found), wanted)
        times = [parallel.Time(cue.start, cue.end) for cue in found[0].cues] if found else []
        return shown._replace(times=times)

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

    def _tracks(self):
        return in_order(tracks.from_json(self.tracks), self.language)


def in_order(found, language):
    """The film's own language first, then the same in other letters, then as written."""

    def distance(track):
        return track.language != language, _primary(track.language) != language

    return sorted(found, key=distance)


def columns(found, language):
    """One for each track, named by its language, and by its purpose where there are two."""
    codes = [track.language for track in found]
    return [
        _column(track, place, language, twice=codes.count(track.language) > 1)
        for place, track in enumerate(found)
    ]


def _column(track, place, language, twice):
    name, title = track.language, languages.name(track.language)
    if twice:
        name = f"{name}-{track.purpose}"
        title = _("%(language)s, %(purpose)s") % {
            "language": title,
            "purpose": tracks.Purpose(track.purpose).label,
        }
    return parallel.Column(name, title, track.language, _role(track.language, place, language))


def _role(code, place, language):
    if code != language and _primary(code) == language and "Latn" in code:
        return "transliteration"
    return "original" if place == 0 or _primary(code) == language else "translation"


def _primary(code):
    return code.partition("-")[0]


def beside(found):
    """The rows of the transcript: the cues of the first track, and beside each the words of the
    others that are heard meanwhile, or before the next."""
    if not found:
        return []
    first, *others = found
    rows = [[cue.words] for cue in first.cues]
    for track in others:
        words = [[] for _row in rows]
        for cue, row in zip(track.cues, places(first.cues, track.cues), strict=True):
            words[row].append(cue.words)
        for row, heard in zip(rows, words, strict=True):
            row.append("\n".join(heard))
    return rows


def places(rows, cues):
    """For each cue, the number of the row in whose time its middle falls: the latest of several,
    the last before it where it falls between two, the first where it falls before all."""
    by_middle = sorted(range(len(cues)), key=lambda number: _middle(cues[number]))
    found, begun, heard = [0] * len(cues), 0, []
    for number in by_middle:
        middle = _middle(cues[number])
        while begun < len(rows) and rows[begun].start <= middle:
            heard.append(begun)
            begun += 1
        while heard and rows[heard[-1]].end <= middle:
            heard.pop()  # it is over for all that follow, too
        found[number] = heard[-1] if heard else max(begun - 1, 0)
    return found


def _middle(cue):
    return (cue.start + cue.end) / 2


def paragraphs(cues):
    """A line below another, and an empty line where nothing is said for a while."""
    found, end = [], None
    for cue in cues:
        if end is None or cue.start - end > PAUSE:
            found.append([])
        found[-1].append(cue.words)
        end = max(end or 0, cue.end)
    return ["\n".join(lines) for lines in found]
