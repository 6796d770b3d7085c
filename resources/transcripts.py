"""The words of a recording for themselves: as captions, as plain text."""

from . import parallel, webvtt

FIELDS = {
    "original": "words",
    "transliteration": "words_transliteration",
    "translation": "words_translation",
}


def captions(recording, name):
    """One column in WebVTT, empty where it has no words or nobody has said when they are heard."""
    cues = [
        (time.start, time.end, words)
        for time, row in recording.parallel().timed_rows
        for column, words in row
        if time and words and column.name == name
    ]
    return webvtt.written(cues) if cues else ""


def transcript(recording):
    """Title, byline, column after column; empty where there are no words."""
    columns = recording.parallel().columns
    if not columns:
        return ""
    facts = [
        recording.get_kind_display(),
        recording.byline,
        recording.date_in_words,
        recording.length,
    ]
    head = f"{recording.title}\n{' · '.join(str(fact) for fact in facts if fact)}"
    return "\n\n\n".join([head, *(_column(recording, column) for column in columns)]) + "\n"


def _column(recording, column):
    verses = parallel.paragraphs(getattr(recording, FIELDS[column.name]))
    return "\n\n".join([str(column.title), *(verse for (verse,) in verses)])
