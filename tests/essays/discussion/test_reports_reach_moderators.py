"""A reader’s report, wherever moderators look for what they have to do."""

import pytest
from django.urls import reverse

from essays.models import Flag
from seventeen_moments.feeds.models import QueueFeed
from seventeen_moments.notices import queue, to_moderators
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, authors
from tests.seventeen_moments.notices.notifications import subscription

pytestmark = pytest.mark.django_db

REASON = "It names a neighbour."


def a_comment():
    return factories.comment(name="Boris")


def a_reply():
    root = factories.comment(name="Clara")
    return factories.comment(name="Boris", essay=root.essay, parent=root, reply_to=root)


def a_comment_of_a_hidden_essay():
    comment = a_comment()
    comment.essay.status = "draft"
    comment.essay.save()
    return comment


def a_comment_of_a_closed_discussion():
    return factories.comment(name="Boris", essay=factories.essay(comments_open=False))


def a_comment_with_a_dismissed_report():
    comment = a_comment()
    Flag.objects.flag_once(comment, "203.0.113.7", REASON)
    Flag.objects.update(dismissed=True)
    return comment


CASES = [
    a_comment,
    a_reply,
    a_comment_of_a_hidden_essay,
    a_comment_of_a_closed_discussion,
    a_comment_with_a_dismissed_report,
]


@pytest.fixture
def moderator(client):
    moderator = factories.user("Moderators", email="moderator@example.org")
    client.force_login(moderator)
    return moderator


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def reported(request):
    comment = request.param()
    Flag.objects.flag_once(comment, "203.0.113.7", REASON)
    assert comment.flags.raised().count() == 1
    return comment


def test_queue_has_it_with_its_reason(client, moderator, reported):
    page = client.get(QUEUE, {"tab": "flagged"})
    assert authors(page) == ["Boris"]
    assert f"<li>{REASON}</li>" in page.text


def test_first_page_and_navigation_of_the_admin_count_it(client, moderator, reported):
    page = client.get(reverse("admin:index")).text
    assert f"Reported by a reader: {REASON}" in page
    assert "Moderation queue <b>1</b>" in page


def test_feed_has_it(client, moderator, reported):
    feed = client.get(QueueFeed.objects.create(user=moderator).get_absolute_url()).text
    assert f"&lt;li&gt;{REASON}" in feed


@pytest.mark.parametrize("write", ["mail", "digest"])
def test_mails_have_it(reported, write):
    to = subscription()
    if write == "mail":
        queue.write()
    else:
        to_moderators.write_digest(to)
    assert f"Reported by a reader: {REASON}" in Mail.objects.get().body


def test_link_of_a_mail_opens_it(client, moderator, reported):
    page = client.get(reverse("moderation:comment", args=[reported.pk]), follow=True)
    assert (page.context["tab"].name, authors(page)) == ("flagged", ["Boris"])
