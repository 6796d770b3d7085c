import pytest
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from seventeen_moments.privacy import erasing, mails
from tests import factories
from tests.seventeen_moments.notices.asking import asking, reply, subscription

pytestmark = pytest.mark.django_db

ANNA = "anna@example.org"


def found():
    return sorted((mail.to, mail.kind) for mail in mails.find(ANNA))


def bodies():
    return "".join(Mail.objects.values_list("body", flat=True))


def test_mails_to_the_address_and_about_it_are_found():
    boris = asking(email="boris@example.org", name="Boris")
    reply(boris, email=ANNA, name="Anna")
    asking(essay=boris.essay)
    queue.write()
    assert found() == [(ANNA, "appeared"), ("boris@example.org", "reply")]


@pytest.mark.parametrize(("how", "kind"), [("each", "waiting"), ("daily", "digest")])
def test_what_moderators_are_told_of_a_comment_is_found(how, kind):
    subscription(how)
    factories.comment(state="waiting")
    queue.write()
    assert found() == [("moderator@example.org", kind)]


def test_digest_that_leads_to_the_comments_own_page_is_found():
    subscription("daily")
    comment = factories.comment(state="waiting")
    queue.write()
    mail = Mail.objects.get()
    now, then = (
        reverse(name, args=[comment.pk])
        for name in ["moderation:comment", "admin:essays_comment_change"]
    )
    assert now in mail.body
    Mail.objects.update(body=mail.body.replace(now, then))
    assert found() == [("moderator@example.org", "digest")]


def test_digest_of_other_comments_is_not_found():
    subscription("daily")
    factories.comment(state="waiting", email="boris@example.org")
    queue.write()
    assert found() == []
    factories.comment()
    assert found() == []


def test_export_keeps_what_others_got_to_itself():
    subscription()
    factories.comment(state="waiting")
    asking()
    queue.write()
    told = {row["kind"]: row for row in erasing.told(ANNA)["mails"]}
    assert told["appeared"]["to"] == ANNA
    assert sorted(told["waiting"]) == ["id", "kind", "state", "written"]


@pytest.mark.parametrize("how", ["each", "daily"])
def test_nothing_is_left_of_the_person(how):
    subscription(how)
    asking(name="Anna")
    factories.comment(name="Anna", state="waiting", text="Anna was there.")
    queue.write()
    before = "Anna" in bodies()
    erasing.erase(ANNA, factories.user())
    rows = [*Mail.objects.values(), *Comment.objects.values()]
    assert (before, [row for row in rows if "nna" in str(row)], found()) == (True, [], [])


def test_what_others_are_told_of_others_stays():
    asking(email="boris@example.org", name="Boris")
    queue.write()
    erasing.erase(ANNA, factories.user())
    assert Mail.objects.values_list("to", "state").get() == ("boris@example.org", "waiting")


def test_erased_comments_are_told_to_nobody_again():
    subscription()
    asking()
    factories.comment(state="waiting")
    queue.write()
    erasing.erase(ANNA, factories.user())
    queue.write()
    assert list(Mail.objects.waiting()) == []


def test_subscription_of_a_moderator_is_named_and_stays():
    row = subscription(email=ANNA)
    told = erasing.told(ANNA)["subscriptions"]
    erasing.erase(ANNA, factories.user())
    row.refresh_from_db()
    assert ([entry["email"] for entry in told], row.email) == ([ANNA], ANNA)


@pytest.mark.parametrize("kind", ["appeared", "waiting"])
def test_page_shows_no_words_of_mails(moderator_client, kind):
    subscription()
    asking() if kind == "appeared" else factories.comment(state="waiting")
    queue.write()
    address = "/admin/privacy/erasure/"
    page = moderator_client.post(address, {"email": ANNA, "step": "show"}).text
    secret = Mail.objects.get().body.strip().splitlines()[-1]
    assert ("E-mail notifications" in page, secret in page, "moderator@" in page) == (
        True,
        False,
        False,
    )
