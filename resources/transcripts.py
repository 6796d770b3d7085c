"""The words of a video or a recording, as captions and as plain text.

The source has `cues(name)`, the column of that name as (start, end, words); `versions()`, pairs of
a column and its paragraphs; and `facts()` for the line below its title.
"""

from . import webvtt


def captions(source, name):
    """One column in WebVTT, empty if it has no words or no times."""
    cues = source.cues(name)
    return webvtt.serialize(cues) if cues else ""


def transcript(source):
    """Title, byline, column after column; empty if there are no words."""
    versions = source.versions()
    if not versions:
        return ""
    head = f"{source.title}\n{' · '.join(str(fact) for fact in source.facts() if fact)}"
    columns = ["\n\n".join([str(column.title), *paragraphs]) for column, paragraphs in versions]
    return "\n\n\n".join([head, *columns]) + "\n"
