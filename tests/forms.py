"""Forms as a browser sends them back."""

from datetime import timedelta
from html.parser import HTMLParser

from django.utils import timezone

from essays.discussion import form_tokens


def filled(response, **changes):
    """The data of the page's forms with the changes. A field is removed by None."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    data = {name: values for name, values in reader.data.items() if "__prefix__" not in name}
    return {name: value for name, value in (data | changes).items() if value is not None}


def row(prefix, number, **fields):
    """The fields of one row of an inline form."""
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()}


def comment_on(essay, minutes=1, **changes):
    """The data of a comment form, which was opened some minutes ago."""
    who = {"name": "Anna", "email": "anna@example.org"}
    return who | {"text": "I was there.", "form_token": form_token(essay, minutes)} | changes


def form_token(subject, minutes=1):
    """The token of a form that was opened some minutes ago."""
    return form_tokens.issue(subject, timezone.now() - timedelta(minutes=minutes))


class _FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data = {}
        self.select = self.textarea = None  # the name of the open element

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input":
            self._read_input(attrs)
        elif tag == "select":
            self.select = attrs.get("name")
        elif tag == "option" and self.select and "selected" in attrs:
            self.data[self.select] = attrs["value"]
        elif tag == "textarea" and "name" in attrs:
            self.textarea = attrs["name"]
            self.data[self.textarea] = ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.data[self.textarea] = self.data[self.textarea].removeprefix("\n")
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea] += data

    def _read_input(self, attrs):
        kind = attrs.get("type", "text")
        box = kind in {"checkbox", "radio"}
        if "name" not in attrs or kind in {"submit", "file"} or (box and "checked" not in attrs):
            return
        if "disabled" in attrs:
            return
        name, value = attrs["name"], attrs.get("value", "on" if box else "")
        if kind == "checkbox" and (ticked := self.data.get(name)):
            value = [*ticked, value] if isinstance(ticked, list) else [ticked, value]
        self.data[name] = value
