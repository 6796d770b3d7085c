"""Files that are not shown as pictures, recognized by their first bytes, to say what they are."""

import re
import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEAD = 1024  # bytes
SVG = _("An SVG drawing may contain scripts, so it is not taken. Save it as PNG.")
PDF = _("A PDF is a document. Save the page that you want to show as JPEG, PNG or TIFF.")
RAW = _(
    "This is a raw file of a camera, which does not contain a finished picture. "
    "Develop it, and save it as TIFF or JPEG."
)
# A name that is the same in all languages
NAMES = [
    (rb"8BP[SB]\0[\x01\x02]", "Photoshop PSD"),
    (rb"\0\0\0\x0cjP  \r\n\x87\n|\xffO\xffQ", "JPEG 2000"),
    (rb"\0\0\0\x0cJXL \r\n\x87\n|\xff\n", "JPEG XL"),
    (rb"II\xbc\x01", "JPEG XR"),
    (rb"BM.{4}\0\0\0\0", "BMP"),
    (rb"\0\0[\x01\x02]\0[^\0]\0", "ICO"),
    (rb".{128}DICM", "DICOM"),
    (rb"P[1-7]\s", "PNM"),
    (rb"P[Ff]\n", "PFM"),
    (rb"qoif", "QOI"),
    (rb"v/1\x01", "OpenEXR"),
    (rb"#\?R", "Radiance HDR"),
    (rb"AT&TFORM", "DjVu"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "PostScript"),
    (rb"gimp xcf", "GIMP XCF"),
    (rb"\x0a[\0-\x05]\x01[\x01\x02\x04\x08]", "PCX"),
    (rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0\0\x03", "WMF"),
    (rb"SIMPLE  =", "FITS"),
    (rb"\x01\xda[\0\x01][\x01\x02]", "SGI"),
    (rb"\x89JNG", "JNG"),
    (rb"\x8aMNG", "MNG"),
]
SENTENCES = [
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE svg|svg\b)",
        SVG,
    ),
    (rb".{0,512}%PDF-", PDF),
    (rb"IIRO|IIRS|MMOR|IIU\0|FUJIFILMCCD-RAW|FOVb|\0MRM|.{4}ftypcrx", RAW),
]
PATTERNS = [(re.compile(pattern, re.DOTALL), meaning) for pattern, meaning in [*NAMES, *SENTENCES]]
# Of a JPEG (ITU-T T.81, B.1.1.3): frames, without those of tables
FRAMES, LOSSLESS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}, {0xC3, 0xC7, 0xCB, 0xCF}


def refusal(upload):
    """A ValidationError that says what the file is; None if that is not known."""
    upload.seek(0)
    head = upload.read(HEAD)
    if head.startswith(b"\xff\xd8"):
        return _of_jpeg(upload)
    meaning = next((meaning for pattern, meaning in PATTERNS if pattern.match(head)), None)
    if not isinstance(meaning, str):
        return meaning and ValidationError(meaning)
    return ValidationError(
        _("This file is in the format %(format)s. Save it as JPEG, PNG or TIFF."),
        params={"format": meaning},
    )


def _of_jpeg(upload):
    position = 2
    while True:
        upload.seek(position)
        segment = upload.read(5)
        if len(segment) < 5 or segment[0] != 0xFF:
            return None
        if segment[1] == 0xFF:  # a filling byte
            position += 1
            continue
        if segment[1] in FRAMES:
            break
        position += 2 + struct.unpack(">H", segment[2:4])[0]
    if segment[1] not in LOSSLESS and segment[4] not in {12, 16}:
        return None
    return ValidationError(
        _(
            "This JPEG is of a rare kind, without losses or with %(bits)d bits a channel. "
            "Save it as a usual JPEG, as PNG or as TIFF."
        ),
        params={"bits": segment[4]},
    )
