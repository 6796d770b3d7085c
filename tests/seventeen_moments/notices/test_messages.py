"""The mails as recipients get them."""

import pytest
from django.utils.translation import override

from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.mail_server import link, words
from tests.seventeen_moments.notices.notifications import (
    reply,
    send_notices,
    subscribed_comment,
    subscription,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="home", title="Prisoners Return")


def received(mail_server):
    send_notices()
    return mail_server.taken[-1]


def test_mail_links_the_published_comment(essay, mail_server):
    comment = subscribed_comment(essay=essay)
    mail = received(mail_server)
    assert (
        mail["Subject"].strip()
        == "Your comment on “Prisoners Return” has been published · Seventeen Moments"
    )
    lines = words(mail).splitlines()
    assert f"https://archive.example/essays/home/comments/{comment.pk}/" in lines
    assert f"https://archive.example{comment.own_url}" in lines


def test_mail_names_the_reply_and_its_author(essay, mail_server):
    answer = reply(subscribed_comment(essay=essay), text="So was I.\n\nTwice.")
    mail = received(mail_server)
    assert (
        mail["Subject"].strip()
        == "Boris replied to your comment on “Prisoners Return” · Seventeen Moments"
    )
    lines = words(mail).splitlines()
    assert "    So was I. Twice." in lines
    assert f"https://archive.example/essays/home/comments/{answer.pk}/" in lines


def test_hebrew_and_arabic_do_not_turn_the_sentence_around_them(mail_server):
    reply(subscribed_comment(essay=factories.essay(title="שלום, 1954!")), name="سارا")
    mail = received(mail_server)
    sentence = "\u2068سارا\u2069 replied to your comment on “\u2068שלום, 1954!\u2069”"
    assert sentence in str(mail["Subject"])
    assert f"{sentence}:" in words(mail)


def test_mail_does_not_contain_the_address_of_the_author(essay, mail_server):
    reply(subscribed_comment(essay=essay))
    assert "boris@example.org" not in received(mail_server).as_string()


def test_links_in_the_mail_work(client, essay, mail_server):
    comment = reply(subscribed_comment(essay=essay))
    mail = received(mail_server)
    assert client.get(link(mail, f"/comments/{comment.pk}/")).url == f"/essays/home/#c{comment.pk}"
    assert client.get(link(mail, "/own/")).status_code == 200


def test_markup_stays_as_it_was_typed(essay, mail_server):
    reply(subscribed_comment(essay=essay), name="O’Brien & Söhne", text="<b>1 < 2 & 3</b>")
    body = words(received(mail_server))
    assert "O’Brien & Söhne replied" in body
    assert "    <b>1 < 2 & 3</b>" in body


def test_headers_mark_an_automatic_mail(essay, mail_server):
    subscribed_comment(essay=essay)
    mail = received(mail_server)
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


def test_mail_is_plain_text_in_utf_8(essay, mail_server):
    reply(subscribed_comment(essay=essay), text="Я был там.")
    mail = received(mail_server)
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert "    Я был там." in words(mail).splitlines()


@pytest.mark.parametrize(
    "title", ["A\r\nBcc: all@example.org", "A\nX: y", "A\x1b\u2028B", "Ж" * 200]
)
def test_title_cannot_add_a_header(mail_server, title):
    subscribed_comment(essay=factories.essay(title=title))
    names = received(mail_server).keys()
    assert ("Bcc" in names, "X" in names, names.count("Subject")) == (False, False, 1)


def test_name_cannot_add_a_header(essay, mail_server):
    reply(subscribed_comment(essay=essay), name="Boris\r\nBcc: all@example.org")
    mail = received(mail_server)
    assert mail["Bcc"] is None
    assert mail["Subject"].strip().startswith("Boris Bcc: all@example.org replied to you")


@pytest.mark.parametrize("language", ["", "en", "xx"])
def test_mail_is_in_the_language_of_the_comment(essay, language):
    subscribed_comment(essay=essay, language=language)
    with override("ru"):
        queue.write()
    assert Mail.objects.get().body.startswith("Your comment on")


def test_digest_has_its_subject_and_text(essay, mail_server):
    subscription("daily")
    factories.comment(essay=essay, state="waiting")
    mail = received(mail_server)
    assert mail["Subject"].strip() == "1 comment to review · Seventeen Moments"
    assert "Anna · Prisoners Return · " in words(mail)
