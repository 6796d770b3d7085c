"""The words of a source that is heard for themselves: as captions, as plain text.

The source has `cues(name)`, the column of that name as (start, end, words), `versions()`, pairs of
a column and its paragraphs, and `facts()` for the line below its title.
"""

from . import webvtt


def captions(source, name):
    """One column in WebVTT, empty where it has no words or nobody has said when they are heard."""
    cues = source.cues(name)
    return webvtt.written(cues) if cues else ""


def transcript(source):
    """Title, byline, column after column; empty where there are no words."""
    versions = source.versions()
    if not versions:
        return ""
    head = f"{source.title}\n{' · '.join(str(fact) for fact in source.facts() if fact)}"
    columns = ["\n\n".join([str(column.title), *paragraphs]) for column, paragraphs in versions]
    return "\n\n\n".join([head, *columns]) + "\n"
