import pytest
from django.utils import timezone

from essays.discussion import spam
from essays.discussion.submissions import Submission
from essays.models import Block, Comment, CommentSettings, LoggedSubmission
from tests.work import calls

NOW = timezone.now()
ADDRESS = "203.0.113.7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CASINO opens.", True),
        ("Ｃａｓｉｎｏ!", True),
        ("casinos", False),
        ("a buy\nnow b", True),
        ("buy it now", False),
        ("c++ (x)", True),
        ("", False),
    ],
)
def test_blocked_word_is_matched_whole_in_any_case_and_width(text, expected):
    assert spam.has_blocked_word(text, "casino\r\n\r\nBuy  now\nC++\n") is expected


def test_patterns_are_made_only_for_words_that_occur():
    blocked = "\n".join(f"spam{number}" for number in range(1_000))
    assert spam.has_blocked_word("Buy spam7 now", blocked)
    assert calls(spam.has_blocked_word, "I was there.", blocked) < 20_000


def test_empty_list_blocks_nothing():
    assert not spam.has_blocked_word("anything", " \n ")


def comment(**fields):
    defaults = {"name": "Anna", "email": "anna@example.org", "text": "I was there."}
    return Comment(**defaults | fields)


def sending(trapped=False, **rules):
    return Submission(ADDRESS, NOW, CommentSettings(**rules), trapped)


@pytest.mark.parametrize(
    ("fields", "rules", "suspicion"),
    [
        ({}, {}, ""),
        ({}, {"trapped": True}, "trap"),
        ({"text": "Casino"}, {"blocked_words": "casino"}, "word"),
        ({"name": "Casino"}, {"blocked_words": "casino"}, "word"),
        ({"text": "http://a http://b"}, {}, ""),
        ({"text": "http://a http://b http://c"}, {}, "links"),
        ({"text": "http://a"}, {"most_links": 0}, "links"),
        ({"text": "http://a"}, {"most_links": 0, "trapped": True}, "trap"),
    ],
)
def test_most_serious_suspicion_is_returned(db, fields, rules, suspicion):
    assert spam.suspicion(comment(**fields), sending(**rules)) == suspicion


def test_blocked_author_is_suspect(db):
    Block.objects.create(kind="domain", value="example.org")
    assert spam.suspicion(comment(), sending()) == "address"


def test_text_repeated_within_a_day_is_suspect(db):
    LoggedSubmission.objects.log("198.51.100.9", "I wаs th\u200bere.", NOW)  # with a Cyrillic а
    assert spam.suspicion(comment(), sending()) == "repeated"


@pytest.mark.parametrize(("number", "too_many"), [(1, False), (2, True)])
def test_address_over_the_hourly_limit_is_recognised(db, number, too_many):
    for text in "ab"[:number]:
        LoggedSubmission.objects.log(ADDRESS, text, NOW)
    LoggedSubmission.objects.log("198.51.100.9", "c", NOW)
    assert sending(most_an_hour=2).is_over_limit() is too_many
