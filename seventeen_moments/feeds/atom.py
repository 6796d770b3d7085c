"""Atom (RFC 4287), on Django's generator of feeds."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from seventeen_moments.core import control_characters

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without entries needs a time, too


class AtomFeed(Atom1Feed):
    """Adds several authors to an entry, its content, and its language."""

    def __init__(self, *, title, **kwargs):
        title = f"{title} · {settings.SITE_NAME}"
        # Entries without authors are valid if the feed has one.
        super().__init__(**_valid(kwargs | {"title": title, "author_name": settings.SITE_NAME}))
        self.feed["id"] = self.feed["feed_url"]

    def add_item(self, *, unique_id, pubdate, updateddate, **kwargs):
        """Makes a tag URI (RFC 4151) of the id, which survives a changed slug or language."""
        host = urlsplit(self.feed["feed_url"]).hostname.replace(":", "-")
        super().add_item(
            unique_id=f"tag:{host},{unique_id}",
            pubdate=timezone.localtime(pubdate),
            updateddate=timezone.localtime(updateddate or pubdate),  # required by the standard
            **_valid(kwargs),
        )

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        # Django's own summary would be HTML.
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"])
        if item["content"]:
            language = {"xml:lang": item["content_language"]}
            handler.addQuickElement("content", item["content"], {"type": "html"} | language)


def _valid(value):
    if isinstance(value, dict):
        return {name: _valid(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_valid(part) for part in value]
    return control_characters.clean(value) if isinstance(value, str) else value
