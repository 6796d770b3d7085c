"""The whole interface is translated into Russian."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

from resources.dates import in_words
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.notices.models import Mail
from tests import factories

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = Path("seventeen_moments/locale/ru/LC_MESSAGES/django.po")


def untranslated(path):
    entries = polib.pofile(str(path))
    return [entry.msgid for entry in entries if not entry.translated() and not entry.obsolete]


def test_every_message_is_translated():
    assert untranslated(ROOT / CATALOGUE) == []


def test_compiled_catalogue_is_current():
    compiled = polib.mofile(str((ROOT / CATALOGUE).with_suffix(".mo")))
    catalogue = polib.pofile(str(ROOT / CATALOGUE))
    assert {(e.msgid, e.msgctxt): (e.msgstr, e.msgstr_plural) for e in compiled} == {
        (e.msgid, e.msgctxt): (e.msgstr, e.msgstr_plural) for e in catalogue if not e.obsolete
    }


def test_every_message_of_the_code_is_in_the_catalogue(tmp_path):
    if not shutil.which("xgettext"):
        words = "no xgettext in PATH; on Debian: apt-get install gettext"
        pytest.fail(words) if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip(words)
    for folder in ["essays", "resources", "seventeen_moments", "templates"]:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale=ru", "--no-location"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert untranslated(tmp_path / CATALOGUE) == []


def test_page_is_in_russian(client, db):
    factories.text(essay=factories.essay(slug="home", authors="von Geldern, James"))
    html = client.get("/ru/essays/home/").text
    assert 'Тематический очерк: <bdi lang="en">James von Geldern</bdi>' in html
    assert '<a href="/ru/essays/home/texts/">Тексты' in html


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 текст"), (2, "2 текста"), (5, "5 текстов"), (21, "21 текст")]
)
def test_plurals_are_right(number, words):
    with override("ru"):
        assert Text.source_kind.counted % {"n": number} == words


def test_date_is_declined():
    with override("ru"):
        assert (in_words("1953-03-27"), in_words("1953-03")) == ("27 марта 1953", "март 1953")


def test_closed_discussion_says_so_in_russian(client, db):
    factories.essay(slug="home", comments_open=False)
    assert client.get("/ru/essays/home/").text.count("Обсуждение закрыто.") == 1


@pytest.mark.parametrize(
    ("label", "words"), [(Status.PUBLISHED.label, "Опубликовано"), (Mail.Kind.REPLY.label, "Ответ")]
)
def test_ambiguous_word_is_translated_by_its_context(label, words):
    with override("ru"):
        assert str(label) == words


def test_reader_reports_a_comment_in_russian(client, db):
    comment = factories.comment(essay=factories.essay(slug="home"))
    page = client.get(f"/ru/essays/home/comments/{comment.pk}/flag/").text
    assert ">Пожаловаться</button>" in page


def test_book_is_published_in_russian_as_an_edition(client, db):
    book = factories.reference(publication_details="Ithaca, 2009.")
    page = client.get(f"/ru{book.get_absolute_url()}").text
    assert "<dt>Издание</dt>" in page
