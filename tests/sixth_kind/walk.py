"""The file of a telegram. tests/test_sixth_kind.py runs these, with the app installed."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.sixth_kind.models import Telegram

pytestmark = pytest.mark.django_db


@pytest.fixture
def telegram():
    return factories.maker(Telegram)(file=ContentFile(b"COMING HOME STOP", "telegram.pdf"))


def change(telegram):
    return reverse("admin:sixth_kind_telegram_change", args=[telegram.pk])


def test_telegram_is_stored_served_and_linked(client, telegram):
    assert telegram.file.name == f"{telegram.folder}/telegram.pdf"
    assert telegram.folder.startswith("telegrams/")
    assert client.get(telegram.file.url).getvalue() == b"COMING HOME STOP"
    assert f'href="{telegram.file.url}"' in client.get(telegram.get_absolute_url()).text


def test_telegram_of_a_draft_is_hidden(client, telegram):
    Telegram.objects.update(status=Status.DRAFT)
    assert client.get(telegram.file.url).status_code == 404


def test_telegram_is_replaced_in_the_admin(editor_client, telegram):
    Telegram.objects.update(status=Status.DRAFT)
    page = editor_client.get(change(telegram))
    assert telegram.checksum in page.text
    file = ContentFile(b"STAYING STOP", "other.pdf")
    editor_client.post(change(telegram), filled(page) | {"file": file})
    telegram.refresh_from_db()
    assert editor_client.get(telegram.file.url).getvalue() == b"STAYING STOP"


def test_telegram_that_changed_is_found_by_check_media(telegram, capsys):
    with default_storage.open(telegram.file.name, "wb") as file:
        file.write(b"NEVER")
    with pytest.raises(CommandError):
        call_command("check_media")
    assert telegram.file.name in capsys.readouterr().out


def test_page_of_a_telegram_without_its_file_is_shown(client, telegram):
    default_storage.delete(telegram.file.name)
    assert ", missing)" in client.get(telegram.get_absolute_url()).text
