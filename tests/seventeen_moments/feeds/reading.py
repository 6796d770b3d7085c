from xml.etree import ElementTree

import feedparser

ATOM = {"": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(client, address, **headers):
    """As a reader of feeds reads it."""
    response = client.get(address, headers=headers)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    feed = feedparser.parse(response.content, response_headers=headers_of(response))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def headers_of(response):
    return {name.lower(): value for name, value in response.headers.items()}


def titles(client, address):
    return [entry.title for entry in read(client, address).entries]


def tree(client, address):
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own
