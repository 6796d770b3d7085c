"""The mails as they arrive."""

import pytest
from django.utils.translation import override

from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.asking import asking, reply, run, subscription
from tests.seventeen_moments.notices.post_office import link, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="home", title="Prisoners Return")


def received(post_office):
    run()
    return post_office.taken[-1]


def test_author_reads_where_the_comment_stands(essay, post_office):
    comment = asking(essay=essay)
    mail = received(post_office)
    assert (
        mail["Subject"].strip()
        == "Your comment on “Prisoners Return” has been published · Seventeen Moments"
    )
    lines = words(mail).splitlines()
    assert f"https://archive.example/essays/home/comments/{comment.pk}/" in lines
    assert f"https://archive.example{comment.own_url}" in lines


def test_author_reads_who_replied_and_what(essay, post_office):
    answer = reply(asking(essay=essay), text="So was I.\n\nTwice.")
    mail = received(post_office)
    assert (
        mail["Subject"].strip()
        == "Boris replied to your comment on “Prisoners Return” · Seventeen Moments"
    )
    lines = words(mail).splitlines()
    assert "    So was I. Twice." in lines
    assert f"https://archive.example/essays/home/comments/{answer.pk}/" in lines


def test_address_of_who_replied_is_not_told(essay, post_office):
    reply(asking(essay=essay))
    assert "boris@example.org" not in received(post_office).as_string()


def test_addresses_in_the_mail_lead_there(client, essay, post_office):
    comment = reply(asking(essay=essay))
    mail = received(post_office)
    assert client.get(link(mail, f"/comments/{comment.pk}/")).url == f"/essays/home/#c{comment.pk}"
    assert client.get(link(mail, "/own/")).status_code == 200


def test_markup_stays_as_it_was_typed(essay, post_office):
    reply(asking(essay=essay), name="O’Brien & Söhne", text="<b>1 < 2 & 3</b>")
    body = words(received(post_office))
    assert "O’Brien & Söhne replied" in body
    assert "    <b>1 < 2 & 3</b>" in body


def test_headers_are_those_of_a_machine(essay, post_office):
    asking(essay=essay)
    mail = received(post_office)
    row = Mail.objects.get()
    names = ["From", "To", "Auto-Submitted", "List-Unsubscribe-Post", "Message-ID"]
    assert [mail[name] for name in names] == [
        "Архив <archive@archive.example>",
        "anna@example.org",
        "auto-generated",
        "List-Unsubscribe=One-Click",
        f"<notice.{row.pk}.{row.created:%Y%m%d%H%M%S}@archive.example>",
    ]
    address = mail["List-Unsubscribe"].strip()
    assert address == f"<https://archive.example{link(mail, '/notices/')}>"


def test_mail_is_plain_text_in_utf_8(essay, post_office):
    reply(asking(essay=essay), text="Я был там.")
    mail = received(post_office)
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert "    Я был там." in words(mail).splitlines()


@pytest.mark.parametrize(
    "title", ["A\r\nBcc: all@example.org", "A\nX: y", "A\x1b\u2028B", "Ж" * 200]
)
def test_no_title_adds_a_header(post_office, title):
    asking(essay=factories.essay(title=title))
    names = received(post_office).keys()
    assert ("Bcc" in names, "X" in names, names.count("Subject")) == (False, False, 1)


def test_no_name_adds_a_header(essay, post_office):
    reply(asking(essay=essay), name="Boris\r\nBcc: all@example.org")
    mail = received(post_office)
    assert mail["Bcc"] is None
    assert mail["Subject"].strip().startswith("Boris Bcc: all@example.org replied to you")


@pytest.mark.parametrize("language", ["", "en", "xx"])
def test_mail_is_english_unless_asked(essay, language):
    asking(essay=essay, language=language)
    with override("ru"):
        queue.write()
    assert Mail.objects.get().body.startswith("Your comment on")


def test_moderator_reads_the_digest(essay, post_office):
    subscription("daily")
    factories.comment(essay=essay, state="waiting")
    mail = received(post_office)
    assert mail["Subject"].strip() == "1 comment to review · Seventeen Moments"
    assert "Anna · Prisoners Return · " in words(mail)
