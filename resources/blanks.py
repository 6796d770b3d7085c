"""Parts of an upload that are overwritten in the copy that is stored; nothing moves."""

from typing import NamedTuple

from seventeen_moments.core.temporary_files import NamelessUpload

CHUNK = 2**16  # bytes written at once


class Blank(NamedTuple):
    """Bytes that become zeros, except that they may begin with others."""

    start: int
    end: int
    head: bytes = b""


def overwritten(upload, blanks):
    """A copy of the upload, on disk, in which the blanks are overwritten."""
    copy = NamelessUpload(upload.name or "upload", size=upload.size)
    for chunk in upload.chunks():
        copy.write(chunk)
    for blank in blanks:
        copy.seek(blank.start)
        copy.write(blank.head)
        for start in range(blank.start + len(blank.head), blank.end, CHUNK):
            copy.write(bytes(min(CHUNK, blank.end - start)))
    copy.seek(0)
    return copy
