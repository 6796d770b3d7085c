from ipaddress import ip_network

import pytest
from django.http import HttpResponse

from seventeen_moments.core.proxies import client_network, drop_untrusted_headers

OUTSIDE, PROXY = "203.0.113.7", "127.0.0.1"


def seen(request):
    """The request as the rest of the archive sees it."""
    requests = []
    drop_untrusted_headers(lambda request: requests.append(request) or HttpResponse())(request)
    return requests[0]


def network(rf, peer, told):
    return client_network(seen(rf.get("/", REMOTE_ADDR=peer, headers={"x-forwarded-for": told})))


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        (OUTSIDE, "", OUTSIDE),
        (OUTSIDE, "198.51.100.9", OUTSIDE),
        (PROXY, "198.51.100.9", "198.51.100.9"),
        (PROXY, "forged, 198.51.100.9", "198.51.100.9"),
        (PROXY, "10.0.0.1, 198.51.100.9", "198.51.100.9"),
        (PROXY, "198.51.100.9, 127.0.0.2", "198.51.100.9"),
        (PROXY, "forged", PROXY),
        (PROXY, "198.51.100.9, forged", PROXY),
        (PROXY, "198.51.100.9:4711", "198.51.100.9"),
        (PROXY, "[2001:db8::1]:4711", "2001:db8::"),
        ("::1", "198.51.100.9", "198.51.100.9"),
        ("", "198.51.100.9", "198.51.100.9"),
        ("", "", None),
    ],
)
def test_only_a_proxy_on_this_machine_is_trusted(rf, peer, told, address):
    assert network(rf, peer, told) == address


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("10.0.0.2", "198.51.100.9, 10.0.0.1", "198.51.100.9"),
        ("10.0.0.2", "198.51.100.9, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (PROXY, "198.51.100.9", PROXY),
    ],
)
def test_trusted_proxies_replace_the_default(rf, settings, peer, told, address):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert network(rf, peer, told) == address


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("::ffff:203.0.113.7", "", OUTSIDE),
        ("::ffff:127.0.0.1", "::ffff:198.51.100.9", "198.51.100.9"),
    ],
)
def test_mapped_address_counts_as_the_ipv4_one(rf, peer, told, address):
    assert network(rf, peer, told) == address


def test_ipv6_addresses_of_a_household_count_as_one(rf):
    assert network(rf, "2001:db8:1:2:3:4:5:6", "") == "2001:db8:1:2::"


@pytest.mark.parametrize(("peer", "secure"), [(PROXY, True), (OUTSIDE, False)])
def test_only_a_trusted_proxy_may_report_https(rf, peer, secure):
    request = rf.get("/", REMOTE_ADDR=peer, headers={"x-forwarded-proto": "https"})
    assert seen(request).is_secure() is secure


def test_proxy_header_of_a_client_is_dropped(rf):
    headers = {"x-forwarded-host": "evil", "forwarded": "for=evil", "x-request-id": "evil-evil"}
    request = seen(rf.get("/", REMOTE_ADDR=OUTSIDE, headers=headers))
    assert [name for name in request.headers if name != "Cookie"] == []


def test_host_is_believed_from_no_proxy(rf):
    request = rf.get("/", REMOTE_ADDR=PROXY, headers={"x-forwarded-host": "evil.example"})
    assert seen(request).get_host() == "testserver"


def test_client_of_a_unix_socket_is_taken_from_its_proxy(rf, settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert network(rf, "", "198.51.100.9, 10.0.0.1") == "198.51.100.9"
