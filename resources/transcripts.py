"""The words of a video or a recording as captions."""

from . import webvtt


def captions(source, name):
    """One column in WebVTT, empty if it has no words or no times.

    The source has `cues(name)`, the column of that name as (start, end, words).
    """
    cues = source.cues(name)
    return webvtt.serialize(cues) if cues else ""
