"""QR codes, for readers of a printed page and for authenticator apps."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString


def draw(text):
    """The text as an SVG element. Level M can still be read from a photocopy."""
    code = segno.make_qr(text, error="m")
    return SafeString(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))


# Of addresses only: a secret would stay in memory.
svg = lru_cache(maxsize=1024)(draw)
