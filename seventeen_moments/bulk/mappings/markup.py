"""Plain text of values that Omeka and others keep as HTML: our descriptions have no markup."""

import re
from html import unescape

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags

MARKUP = re.compile(r"</[a-z][a-z0-9]{0,9}>|<br ?/?>", re.IGNORECASE)
LINK = re.compile(r'<a\b[^<>]*?\bhref="([^"<>]*)"[^<>]*>([^<]*)</a>', re.IGNORECASE)
LINE = re.compile(r"<br ?/?>|</li>", re.IGNORECASE)
PARAGRAPH = re.compile(r"</(?:p|div|h[1-6]|ul|ol|blockquote)>", re.IGNORECASE)


def without_markup(text):
    """Keeps paragraphs, lines, and the addresses of links."""
    if not MARKUP.search(text):
        return text
    broken = PARAGRAPH.sub("\n\n", LINE.sub("\n", LINK.sub(_link, text)))
    try:
        plain = unescape(strip_tags(broken))
    except SuspiciousOperation:  # thousands of unclosed tags
        return text
    lines = "\n".join(line.strip() for line in plain.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _link(match):
    address, words = match.groups()
    return words if address.endswith(words.strip()) else f"{words} ({address})"
