import pytest
from django.urls import reverse

from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.notifications import send_notices, subscribed_comment

pytestmark = pytest.mark.django_db

LIST = reverse("admin:notices_mail_changelist")
ANNA, VERA = "anna@example.org", "vera@example.org"


@pytest.fixture
def mails():
    essay = factories.essay(title="Prisoners Return")
    for email in [ANNA, VERA]:
        subscribed_comment(essay=essay, email=email)
    queue.write()
    return Mail.objects.all()


def page_of(mail):
    return reverse("admin:notices_mail_change", args=[mail.pk])


def listed(response):
    return [mail.to for mail in response.context["cl"].result_list]


def try_again(client, mails):
    keys = [mail.pk for mail in mails]
    return client.post(LIST, {"action": "try_again", "_selected_action": keys}, follow=True)


def test_list_shows_what_was_refused(admin_client, mails):
    mails.filter(to=ANNA).update(state="refused", error="550 No such person")
    response = admin_client.get(LIST, {"state__exact": "refused"})
    assert listed(response) == [ANNA]
    assert "550 No such person" in response.text


def test_list_omits_erased_mails(admin_client, mails):
    mails.filter(to=ANNA).erase()
    assert listed(admin_client.get(LIST)) == [VERA]


def test_mail_can_be_read_and_not_changed(admin_client, mails):
    mail = mails.get(to=ANNA)
    assert (
        "Your comment on “Prisoners Return” has been published:"
        in admin_client.get(page_of(mail)).text
    )
    assert admin_client.post(page_of(mail), {"to": VERA}).status_code == 403


def test_refused_mail_is_sent_again(admin_client, mails, mail_server):
    mails.filter(to=ANNA).update(state="refused", attempts=5)
    mails.filter(to=VERA).update(state="sent")
    response = try_again(admin_client, mails)
    assert "1 e-mail will be sent again." in response.text
    send_notices()
    assert [mail["To"] for mail in mail_server.taken] == [ANNA]


def test_editor_who_deletes_an_essay_sees_no_addresses(editor_client, mails):
    essay = Mail.objects.select_related("comment__essay").first().comment.essay
    address = reverse("admin:essays_essay_delete", args=[essay.pk])
    response = editor_client.get(address)
    assert (ANNA in response.text, "mail" in response.context["model_count"]) == (False, False)
    assert editor_client.post(address, {"post": "yes"}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_list_has_constant_query_count(admin_client, number, django_assert_num_queries):
    essay = factories.essay()
    for _ in range(number):
        subscribed_comment(essay=essay)
    queue.write()
    with django_assert_num_queries(5):
        assert len(listed(admin_client.get(LIST))) == number
