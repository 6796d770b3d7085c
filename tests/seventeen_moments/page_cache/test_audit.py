"""Every public page is kept only if it is the same for everybody."""

import re

import pytest

from seventeen_moments.page_cache.answers import PUBLIC
from tests.test_visibility import LISTINGS, archive, hidden_objects, media_root  # noqa: F401

pytestmark = pytest.mark.django_db
# What one reader might send and another one not.
OTHER_READER = {
    "User-Agent": "Mozilla/5.0",
    "Accept": "application/json",
    "Referer": "https://example.org/",
    "Origin": "https://example.org",
    "Sec-Fetch-Site": "cross-site",
    "Sec-GPC": "1",
    "Cookie": "other=1",
    "X-Forwarded-For": "192.0.2.1",
    "X-Requested-With": "XMLHttpRequest",
    "Range": "bytes=0-9",
    "If-Range": '"x"',
    "If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT",
}
# They have a form with a token, or are asked for with a few letters.
FOR_ONE_READER = re.compile(
    r"/essays/.*/(comments|correction)/(thanks/)?(\?.*)?|/search/suggest/.*"
)


@pytest.mark.parametrize("address", LISTINGS)
def test_page_is_public_only_if_it_is_the_same_for_everybody(client, archive, address):  # noqa: F811
    first, other = client.get(address), client.get(address, headers=OTHER_READER)
    is_public = first["Cache-Control"] == PUBLIC
    assert is_public == (not FOR_ONE_READER.fullmatch(address))
    if is_public:
        assert (other.content, other["ETag"]) == (first.content, first["ETag"])
        names = {name.strip() for name in first.get("Vary", "").split(",") if name}
        assert names <= {"Accept-Language", "Accept-Encoding"}
        assert "csrfmiddlewaretoken" not in str(first.content)
