"""Characters that XML 1.0 cannot express. Libraries raise errors for some of them."""

import re

INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def valid(text):
    return INVALID.sub("", text)
