"""How the mark that stands for redacted words is shown, in the language of the page."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from .plain_text import REDACTED


def label():
    return gettext("[redacted]")


class RedactedTextMixin:
    """What readers see of the name and the text of a comment."""

    @property
    def is_redacted(self):
        return REDACTED in self.text or REDACTED in self.name

    @property
    def shown_name(self):
        return shown(self.name)

    @property
    def shown_text(self):
        return shown(self.text)

    @property
    def shown_html(self):
        html = self.html
        if REDACTED in html:
            # <bdi>: the text around it may be written from right to left.
            mark = format_html('<bdi class="redacted">{}</bdi>', label())
            html = html.replace(REDACTED, mark)
        return mark_safe(html)  # noqa: S308 - made by plain_text.render()


def shown(text):
    return text.replace(REDACTED, label()) if REDACTED in text else text
