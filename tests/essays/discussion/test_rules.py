"""Each sentence of the rules for comments follows the setting that is in force."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml import html

from essays.discussion.rules import rules
from essays.models import Block, CommentSettings, Essay
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS
from tests.forms import filled

pytestmark = pytest.mark.django_db

GENERAL, OF_ESSAY = "/comments/", f"{ADDRESS}rules/"
LATER = datetime(2953, 3, 27, 12, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return", title="Prisoners Return")


def sentences(client, address=OF_ESSAY):
    page = html.fromstring(client.get(address).content)
    return [
        " ".join(item.text_content().split()) for item in page.xpath('//div[@class="body"]//li')
    ]


def says(client, words, address=OF_ESSAY):
    return any(words in sentence for sentence in sentences(client, address))


@pytest.mark.parametrize(
    ("values", "words", "other"),
    [
        ({}, "A comment with more than 2 links needs approval.", "blocked"),
        ({"most_links": 1}, "A comment with more than 1 link needs approval.", "than 2 links"),
        ({"most_links": 0}, "A comment with more than 0 links needs approval.", "than 2 links"),
        ({"most_links": 10}, "A comment with more than 10 links is refused.", "links needs"),
        ({"most_an_hour": 1}, "At most 1 comment an hour is accepted", "20 comments"),
        ({}, "At most 20 comments an hour are accepted", "on the whole site"),
        ({"blocked_words": "casino"}, "Some words are blocked.", "casino"),
        ({"comments_open": False}, "Comments are closed on the whole site.", "opened and closed"),
        ({}, "A comment has at most 5,000 characters.", "Comments are closed"),
    ],
)
@pytest.mark.usefixtures("essay")
@pytest.mark.parametrize("address", [GENERAL, OF_ESSAY])
def test_sentence_follows_the_settings_of_the_site(client, address, values, words, other):
    CommentSettings.objects.create(pk=1, **values)
    assert (says(client, words, address), says(client, other, address)) == (True, False)


@pytest.mark.usefixtures("essay")
@pytest.mark.parametrize(("kind", "told"), [("domain", True), ("sender", False)])
def test_rules_say_that_addresses_are_blocked_but_not_which(client, kind, told):
    Block.objects.create(kind=kind, value="spam.example")
    assert says(client, "Some addresses are blocked.", GENERAL) is told
    assert not says(client, "spam.example", GENERAL)


APPROVED_FIRST = "Every comment appears once a moderator has approved it."


@pytest.mark.parametrize(
    ("policy", "words", "other"),
    [
        ({"approval": "always"}, APPROVED_FIRST, "at once"),
        ({"approval": "new_authors"}, APPROVED_FIRST, "If you have an approved comment"),
        ({"approval": "never"}, "Comments appear at once.", APPROVED_FIRST),
        ({"slow_minutes": 5}, "One comment every 5 minutes.", "minute."),
        ({}, "Comments are open.", "One comment every"),
        ({"comments_open": False}, "Comments on this essay are closed.", "Comments are open."),
        ({"comments_from": LATER}, "They open on 27 March 2953, 12:00.", "They close"),
        ({"comments_until": LATER}, "They close on 27 March 2953, 12:00.", "They open"),
        ({"quiet_days": 9}, "They close after 9 days without a new comment.", "approval at 9"),
        (
            {"quiet_days": 9, "when_quiet": "approval", "approval": "never"},
            "After 9 days without a new comment, every comment needs approval.",
            "They close",
        ),
    ],
)
@pytest.mark.usefixtures("essay")
def test_sentence_follows_the_policy_of_the_essay(client, policy, words, other):
    Essay.objects.update(published_at=timezone.now(), **policy)
    assert (says(client, words), says(client, other)) == (True, False)


@pytest.mark.parametrize(
    ("proof", "words", "other"),
    [
        ("browser", "a cookie remembers your browser for 180 days", "confirmed separately"),
        ("each", "Each comment is confirmed separately.", "cookie"),
    ],
)
@pytest.mark.usefixtures("essay")
def test_approved_authors_are_told_that_they_confirm(client, settings, proof, words, other):
    settings.HAS_MAIL_SERVER = True
    CommentSettings.objects.create(pk=1, proof=proof)
    Essay.objects.update(approval="new_authors")
    told = ["as soon as you confirm your address", words, other, APPROVED_FIRST]
    assert [says(client, each) for each in told] == [True, True, False, False]


def test_essay_that_became_quiet_has_the_rule_that_is_now_in_force(client, essay):
    month_ago = timezone.now() - timedelta(days=30)
    quiet = {"published_at": month_ago, "quiet_days": 9, "approval": "never"}
    Essay.objects.update(**quiet, when_quiet="approval")
    assert (says(client, APPROVED_FIRST), says(client, "appear at once")) == (True, False)
    Essay.objects.update(when_quiet="close")
    assert says(client, "Comments closed after a period without comments.")


@pytest.mark.parametrize("address", [OF_ESSAY, ADDRESS])
def test_readers_are_not_told_who_closed_the_comments(client, essay, address):
    moderator = factories.user("Moderators", first_name="Olga", last_name="Secret")
    Essay.objects.filter(pk=essay.pk).switch_comments(False, moderator)
    pages = [client.get(address).text, client.post(ADDRESS, {"text": "Hi there."}).text]
    assert ["Secret" in page for page in pages] == [False, False]


def test_rules_of_the_site_leave_open_what_each_essay_decides(client, essay):
    assert says(client, "Whether comments need approval is set for each essay", GENERAL)
    assert not says(client, APPROVED_FIRST, GENERAL)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("keep_days", "texts of changed comments are deleted after 30 days."),
        ("sender_days", "what one sender writes, is stored for 14 days."),
    ],
)
def test_times_of_retention_follow_their_settings(name, words):
    settings, seen = CommentSettings(), []
    for days in [int(re.search(r"\d+", words)[0]), None]:
        setattr(settings, name, days)
        stored = " ".join(rules(settings)[-1].sentences)
        seen.append((words in stored, re.split(r" \d", words)[0] in stored))
    assert seen == [(True, True), (False, False)]


def test_own_rules_of_the_moderators_come_first_as_plain_text(client):
    own = "Be kind.\r\n\r\n<b>Sign</b> with your name: https://example.org/why"
    CommentSettings.objects.create(pk=1, rules=own)
    body = client.get(GENERAL).text.partition('<div class="body">')[2]
    assert body.strip().startswith("<p>Be kind.</p>")
    assert "&lt;b&gt;Sign&lt;/b&gt;" in body
    assert 'href="https://example.org/why"' in body


def test_moderator_writes_own_rules_of_5000_characters(moderator_client):
    form = moderator_client.get("/admin/essays/commentsettings/", follow=True)
    seen = []
    for text in ["a\r\n" * 2499 + "bcd", "a\r\n" * 2499 + "bc"]:
        moderator_client.post("/admin/essays/commentsettings/1/change/", filled(form, rules=text))
        seen.append(len(CommentSettings.objects.get().rules))
    assert seen == [0, 5000]


@pytest.mark.parametrize("address", ["/essays/prisoners-return/", ADDRESS, f"{ADDRESS}?to=x"])
def test_discussion_links_its_rules(client, essay, address):
    link = f'href="{OF_ESSAY}">Rules for comments</a>'
    assert client.get(address).text.count(link) == 1


@pytest.mark.parametrize("address", [GENERAL, OF_ESSAY])
def test_page_stores_nothing_and_sets_no_cookie(client, essay, address):
    response = client.get(address)
    assert (CommentSettings.objects.exists(), str(response.cookies)) == (False, "")


def test_rules_of_an_essay_that_is_not_public_are_hidden(client, essay):
    essay.status = "draft"
    essay.save()
    assert client.get(OF_ESSAY).status_code == 404


def test_rules_of_one_essay_are_not_for_search_engines(client, essay):
    meta = '<meta name="robots" content="noindex">'
    assert [meta in client.get(address).text for address in (GENERAL, OF_ESSAY)] == [False, True]


@pytest.mark.parametrize(("address", "count"), [(GENERAL, 1), (OF_ESSAY, 2)])
def test_page_takes_few_queries(client, essay, django_assert_max_num_queries, address, count):
    client.get(GENERAL)  # the foot is remembered
    with django_assert_max_num_queries(count + 3):
        client.get(address)
