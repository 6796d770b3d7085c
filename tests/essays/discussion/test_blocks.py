from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from essays.discussion.blocks import is_blocked, parse_lines
from essays.discussion.senders import sender_hashes
from essays.models import Block, CommentSettings
from seventeen_moments.core import retention
from tests import factories

NOW = timezone.now()
NETWORK = "203.0.113.7"

pytestmark = pytest.mark.django_db


def block(lines, **fields):
    for kind, value in parse_lines(lines)[0]:
        Block.objects.create(kind=kind, value=value, **fields)


@pytest.mark.parametrize(
    ("email", "network", "blocked"),
    [
        ("anna@spam.example", NETWORK, True),
        ("ANNA@SPAM.EXAMPLE", NETWORK, True),
        ("anna@mail.spam.example", NETWORK, True),
        ("anna@a.b.spam.example", NETWORK, True),
        ("anna@notspam.example", NETWORK, False),
        ("anna@not-spam.example", NETWORK, False),
        ("anna@spam.example.org", NETWORK, False),
        ("spam.example@example.org", NETWORK, False),
        ("boris@example.org", NETWORK, True),
        ("boris@mail.example.org", NETWORK, False),
        ("anna@хлеб.рф", NETWORK, True),
        ("anna@почта.xn--90ahr3b.xn--p1ai", NETWORK, True),
        ("clara@example.org", NETWORK, False),
        ("clara@example.org", "198.51.100.9", True),
        ("clara@example.org", "2001:db8::", True),
        ("clara@example.org", "2001:db9:0:1::", True),
        ("clara@example.org", "2001:db9:0:2::", False),
        ("clara@example.org", "192.0.2.1", True),
        ("clara@example.org", "", False),
        ("", NETWORK, False),
    ],
)
def test_reader_is_blocked_by_email_domain_or_network(email, network, blocked):
    block("@spam.example\nBoris@example.org\n198.51.100.0/24\n2001:DB8::/32\n@хлеб.рф")
    block("2001:db9:0:1:2:3:4:5\n::ffff:192.0.2.1")
    assert is_blocked(email, network) is blocked


@pytest.mark.parametrize(
    ("network", "blocked"), [(NETWORK, True), ("198.51.100.9", False), ("", False)]
)
def test_sender_is_blocked_by_a_hash(network, blocked):
    Block.objects.create(kind="sender", value=sender_hashes(NETWORK)[0])
    assert is_blocked("anna@example.org", network) is blocked


@pytest.mark.parametrize(
    ("fields", "in_force"),
    [
        ({}, True),
        ({"until": NOW + timedelta(days=1)}, True),
        ({"until": NOW}, False),
        ({"ended_at": NOW}, False),
    ],
)
def test_block_ends_by_itself_or_early(fields, in_force):
    block("@spam.example", **fields)
    assert is_blocked("anna@spam.example", "", NOW) is in_force
    assert Block.objects.get().is_in_force(NOW) is in_force


@pytest.mark.parametrize("number", [1, 300])
def test_check_takes_one_query(django_assert_num_queries, number):
    block("\n".join(f"@spam{count}.example 198.51.100.{count % 256}" for count in range(number)))
    with django_assert_num_queries(1):
        is_blocked("anna@mail.spam0.example", NETWORK)


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("Anna@Spam.Example", "email", "anna@spam.example"),
        ("<anna@spam.example>,", "email", "anna@spam.example"),
        ("@spam.example", "domain", "spam.example"),
        ("*@spam.example", "domain", "spam.example"),
        ("*.spam.example", "domain", "spam.example"),
        ("spam.example.", "domain", "spam.example"),
        ("@Хлеб.рф", "domain", "xn--90ahr3b.xn--p1ai"),
        ("203.0.113.7", "network", "203.0.113.7"),
        ("203.0.113.0/24", "network", "203.0.113.0/24"),
        ("2001:DB8::/32", "network", "2001:db8::/32"),
        ("2001:db8::1", "network", "2001:db8::1"),
    ],
)
def test_line_is_stored_in_one_form(line, kind, value):
    assert parse_lines(line) == ([(kind, value)], [])


@pytest.mark.parametrize("line", ["@", "spam", "@ru", "a@b", "a@b@c.example", "@-.example", "a\0"])
def test_line_that_is_no_address_is_an_error(line):
    entries, [error] = parse_lines(f"@spam.example\r\n{line}\r\n\r\n")
    assert entries == [("domain", "spam.example")]
    assert str(error.messages[0]).startswith(f"“{line}” is not an e-mail address")


def test_many_lines_are_read_once_each():
    lines = "\r\n".join(["a@spam.example", "@spam.example; b@spam.example", "A@spam.example", ""])
    assert [value for _kind, value in parse_lines(lines)[0]] == [
        "a@spam.example",
        "spam.example",
        "b@spam.example",
    ]


def test_second_block_of_the_same_is_refused_by_the_database():
    block("@spam.example", ended_at=NOW)
    block("@spam.example")
    with pytest.raises(IntegrityError):
        block("@spam.example")


@pytest.mark.parametrize(
    ("before", "given", "until"), [(1, 5, 5), (5, 1, 5), (5, None, None), (None, 5, None)]
)
def test_block_is_extended_and_never_shortened(before, given, until):
    def days(number):
        return number and NOW + timedelta(days=number)

    block("@spam.example", until=days(before))
    Block.objects.block("domain", "spam.example", by=None, at=NOW, until=days(given))
    assert Block.objects.get().until == days(until)


def test_block_after_the_end_of_an_earlier_one_is_new():
    block("@spam.example", until=NOW)
    found, before = Block.objects.block("domain", "spam.example", by=None, at=NOW)
    assert (Block.objects.get(), before) == (found, ...)


def test_hash_of_a_sender_is_never_shown():
    value = sender_hashes(NETWORK)[0]
    sender = Block.objects.create(kind="sender", value=value)
    assert value not in f"{sender} {sender.shown}"


def test_domain_is_shown_as_it_was_typed():
    block("@хлеб.рф")
    assert Block.objects.get().shown == "@хлеб.рф"


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, True),
        ({"until": NOW + timedelta(days=1)}, True),
        ({"until": NOW}, False),
        ({"ended_at": NOW - timedelta(days=29)}, True),
        ({"ended_at": NOW - timedelta(days=30)}, False),
        ({"ended_at": NOW, "until": NOW}, False),
    ],
)
def test_ended_blocks_are_deleted_in_time(fields, kept):
    block("@spam.example", **fields)
    retention.apply(NOW)
    assert Block.objects.exists() is kept


def test_lines_of_the_old_list_become_blocks():
    lines = "@spam.example\r\nAnna@example.org\r\n# bots\r\n198.51.100.0/24"
    CommentSettings.objects.create(pk=1, blocked_addresses=lines)
    block("@spam.example", by=factories.user())
    for _ in range(2):
        retention.apply(NOW)
    values = Block.objects.order_by("pk").values_list("value", flat=True)
    assert list(values) == ["spam.example", "anna@example.org", "198.51.100.0/24"]
    assert CommentSettings.objects.get().blocked_addresses == ""
