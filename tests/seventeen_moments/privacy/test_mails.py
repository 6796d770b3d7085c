import pytest
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from seventeen_moments.privacy import mails
from seventeen_moments.privacy.data_sources import erase, export
from tests import factories
from tests.seventeen_moments.notices.notifications import reply, subscribed_comment, subscription

pytestmark = pytest.mark.django_db

ANNA = "anna@example.org"


def found_mails():
    return sorted((mail.to, mail.kind) for mail in mails.find(ANNA))


def bodies():
    return "".join(Mail.objects.values_list("body", flat=True))


def test_mails_to_the_address_and_about_it_are_found():
    boris = subscribed_comment(email="boris@example.org", name="Boris")
    reply(boris, email=ANNA, name="Anna")
    subscribed_comment(essay=boris.essay)
    queue.write()
    assert found_mails() == [(ANNA, "appeared"), ("boris@example.org", "reply")]


@pytest.mark.parametrize(("how", "kind"), [("each", "waiting"), ("daily", "digest")])
def test_mails_to_moderators_about_a_comment_are_found(how, kind):
    subscription(how)
    factories.comment(state="waiting")
    queue.write()
    assert found_mails() == [("moderator@example.org", kind)]


def test_digest_with_an_old_link_is_found():
    subscription("daily")
    comment = factories.comment(state="waiting")
    queue.write()
    mail = Mail.objects.get()
    link, old_link = (
        reverse(name, args=[comment.pk])
        for name in ["moderation:comment", "admin:essays_comment_change"]
    )
    assert link in mail.body
    Mail.objects.update(body=mail.body.replace(link, old_link))
    assert found_mails() == [("moderator@example.org", "digest")]


def test_digest_of_other_comments_is_not_found():
    subscription("daily")
    factories.comment(state="waiting", email="boris@example.org")
    queue.write()
    assert found_mails() == []
    factories.comment()
    assert found_mails() == []


def test_export_omits_the_text_of_mails_to_others():
    subscription()
    factories.comment(state="waiting")
    subscribed_comment()
    queue.write()
    mails = {row["kind"]: row for row in export(ANNA, factories.user())["mails"]}
    assert mails["appeared"]["to"] == ANNA
    assert sorted(mails["waiting"]) == ["id", "kind", "state", "written"]


@pytest.mark.parametrize("how", ["each", "daily"])
def test_erasing_leaves_nothing_about_the_person(how):
    subscription(how)
    subscribed_comment(name="Anna")
    factories.comment(name="Anna", state="waiting", text="Anna was there.")
    queue.write()
    before = "Anna" in bodies()
    erase(ANNA, factories.user())
    rows = [*Mail.objects.values(), *Comment.objects.values()]
    assert (before, [row for row in rows if "nna" in str(row)], found_mails()) == (True, [], [])


def test_mails_about_other_people_stay():
    subscribed_comment(email="boris@example.org", name="Boris")
    queue.write()
    erase(ANNA, factories.user())
    assert Mail.objects.values_list("to", "state").get() == ("boris@example.org", "waiting")


def test_erased_comments_cause_no_new_mails():
    subscription()
    subscribed_comment()
    factories.comment(state="waiting")
    queue.write()
    erase(ANNA, factories.user())
    queue.write()
    assert list(Mail.objects.waiting()) == []


def test_subscription_of_a_moderator_is_exported_and_stays():
    row = subscription(email=ANNA)
    exported = export(ANNA, factories.user())["subscriptions"]
    erase(ANNA, factories.user())
    row.refresh_from_db()
    assert ([entry["email"] for entry in exported], row.email) == ([ANNA], ANNA)


@pytest.mark.parametrize("kind", ["appeared", "waiting"])
def test_page_does_not_show_the_text_of_mails(moderator_client, kind):
    subscription()
    subscribed_comment() if kind == "appeared" else factories.comment(state="waiting")
    queue.write()
    address = "/admin/privacy/erasure/"
    page = moderator_client.post(address, {"email": ANNA, "step": "show"}).text
    secret = Mail.objects.get().body.strip().splitlines()[-1]
    assert ("E-mail notifications" in page, secret in page, "moderator@" in page) == (
        True,
        False,
        False,
    )
