import pytest
from django.urls import URLResolver, get_resolver, resolve

from tests.seventeen_moments.access.addresses import TESTED_ELSEWHERE
from tests.test_visibility import LISTINGS

pytestmark = pytest.mark.django_db


def unnamed(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from unnamed(pattern)
        elif not pattern.name:
            yield pattern


def named_addresses(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern, space)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_address_is_tested(admin_pages, admin_pages_of_kinds, previews):
    """A new page of the admin is added to addresses.py, a page for everybody to LISTINGS."""
    rows = [*admin_pages, *admin_pages_of_kinds, *previews]
    paths = [*(address for address, _row in rows), *LISTINGS]
    tested = {resolve(path.partition("?")[0].removeprefix("/ru")).view_name for path in paths}
    assert set(named_addresses(get_resolver())) - tested == set(TESTED_ELSEWHERE)


def test_every_address_has_a_name():
    """The test above finds named addresses only. Django’s admin has two others, which redirect."""
    patterns = {str(pattern.pattern) for pattern in unnamed(get_resolver())}
    assert patterns == {"<path:object_id>/", "(?P<url>.*)$"}
