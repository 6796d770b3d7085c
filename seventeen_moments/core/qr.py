"""QR codes, for readers of a printed page."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString


@lru_cache(maxsize=1024)
def svg(address):
    """The address as an SVG element. Level M can still be read from a photocopy."""
    code = segno.make_qr(address, error="m")
    return SafeString(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))
