"""check_search finds every difference between the index and the archive."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.search import check
from seventeen_moments.search.backends import backend
from seventeen_moments.search.check import differences
from seventeen_moments.search.documents import INDEXED, document_id
from seventeen_moments.search.index import report_outdated
from seventeen_moments.search.models import Document, TitleWord, Word
from seventeen_moments.search.variants import RULES
from tests import factories

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timezone.timedelta(days=1)


@pytest.fixture
def text(essay):
    text = factories.text(essay=essay, title="Decree", translation="Bread for all.")
    text.themes.add("Thaw")
    return text


def problems():
    return [(kind, problem) for kind, _key, problem in differences()]


def test_archive_that_was_saved_has_no_differences(text):
    for make in factories.SOURCES:
        make(essay=text.essay, status=Status.DRAFT)
        make(essay=text.essay, published_at=LATER)
    factories.text(essay=text.essay, translation="memoir " * 300 + "of the " * 9000)
    assert problems() == []


@pytest.mark.parametrize("kind", INDEXED)
def test_missing_document_of_each_kind_is_found(essay, kind):
    row = essay if kind == "essay" else factories.OF_KIND[kind](essay=essay)
    Document.objects.filter(kind=kind).delete()
    assert list(differences()) == [(kind, row.pk, "missing")]


def test_document_of_a_deleted_row_is_left_over(text):
    Text.objects.filter(pk=text.pk)._raw_delete("default")
    assert problems() == [("text", "left over")]


def test_document_of_a_removed_model_is_left_over(text):
    Document.objects.filter(kind="text").update(kind="diary")
    assert ("diary", "left over") in problems()


def test_document_of_a_withdrawn_essay_and_of_its_sources_is_left_over(text):
    Essay.objects.update(status=Status.DRAFT)
    assert problems() == [("essay", "left over"), ("text", "left over")]


def test_document_hidden_by_the_index_is_missing(text):
    Document.objects.filter(kind="text").update(public_from=LATER)
    assert problems() == [("text", "missing")]


def test_time_of_publication_that_changed_is_out_of_date(text):
    Text.objects.update(published_at=timezone.now() - timezone.timedelta(days=900))
    assert problems() == [("text", "out of date")]


@pytest.mark.parametrize(
    "fields",
    [{"title": "Order"}, {"description": "Steel."}, {"language": "de"}, {"creators": "Memorial"}],
)
def test_changed_field_is_out_of_date(text, fields):
    Text.objects.update(**fields)
    assert problems() == [("text", "out of date")]


def test_renamed_theme_is_out_of_date(text):
    Tag.objects.update(name="Winter")
    assert problems() == [("text", "out of date")]


@pytest.mark.parametrize("table", [Document.themes.through, TitleWord])
def test_lost_rows_of_themes_and_titles_are_out_of_date(text, table):
    table.objects.filter(document__kind="text").delete()
    assert problems() == [("text", "out of date")]


def test_lost_words_are_out_of_date(text):
    backend().remove([document_id(Text, text.pk)])
    assert problems() == [("text", "out of date")]


def test_lost_spelling_words_are_out_of_date(text):
    Word.objects.filter(word="bread").delete()
    assert problems() == [("text", "out of date")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has passages")
def test_lost_passages_are_out_of_date(essay):
    factories.text(essay=essay, translation="memoir " * 9000)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_passage")
    assert problems() == [("text", "out of date")]


def test_words_of_older_rules_are_out_of_date(text):
    Document.objects.filter(kind="text").update(rules=RULES - 1)
    assert problems() == [("text", "out of date")]


@pytest.mark.parametrize(
    ("rules", "said"),
    [(None, "indexed 1 document."), (RULES - 1, "indexed 1 document."), (RULES, "")],
)
def test_migrate_reports_words_of_older_rules(text, rules, said):
    Document.objects.filter(kind="text").update(rules=rules)
    report_outdated(stdout := StringIO())
    assert said in stdout.getvalue()
    assert ("rebuild_search" in stdout.getvalue()) == bool(said)


def test_only_outdated_documents_are_rebuilt_if_asked(essay, text, capsys):
    Document.objects.filter(kind="text").update(rules=RULES - 1)
    Document.objects.update(year=1900)
    Word.objects.update(sound="old")
    call_command("rebuild_search", "--outdated")
    assert problems() == [("essay", "out of date")]
    assert not Word.objects.filter(sound="old").exists()
    assert "texts: 1/1" in capsys.readouterr().out
    call_command("rebuild_search", "--outdated")
    assert capsys.readouterr().out == ""


def test_row_saved_during_the_check_is_compared_again(text, monkeypatch):
    """As if another process had saved the row between two queries of the check."""
    Text.objects.update(title="Order")
    compare = check.compare

    def compare_and_save(model, keys, at):
        problems = compare(model, keys, at)
        if problems:
            Text.objects.get().save()
        return problems

    monkeypatch.setattr(check, "compare", compare_and_save)
    assert problems() == []


def test_every_batch_is_compared(essay, monkeypatch):
    monkeypatch.setattr(check, "BATCH", 2)
    for _ in range(5):
        factories.text(essay=essay)
    Text.objects.update(title="Order")
    assert problems() == [("text", "out of date")] * 5


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_grows_only_by_the_words_of_a_row(
    essay, number, django_assert_num_queries
):
    for _ in range(number):
        factories.text(essay=essay)
    # The words of each row; eight for the batch of essays and that of texts, and one after each
    # batch; the first keys and the documents left over of each kind; removed kinds.
    with django_assert_num_queries(1 + number + 2 * 8 + 2 + 2 * len(INDEXED) + 1):
        assert problems() == []


def test_command_succeeds_without_differences(text, capsys):
    call_command("check_search")
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "The search index is complete and up to date.\n")


def test_command_prints_a_line_for_each_difference(text, capsys):
    Text.objects.update(title="Order")
    with pytest.raises(CommandError, match="1 document differs"):
        call_command("check_search")
    assert capsys.readouterr().out == f"text {text.pk}: out of date\n"


def test_command_prints_twenty_lines_at_most(essay, capsys):
    for number in range(21):
        factories.text(essay=essay, slug=f"text-{number}")
    Document.objects.filter(kind="text").delete()
    with pytest.raises(CommandError, match="21 documents differ"):
        call_command("check_search")
    assert capsys.readouterr().out.count("\n") == 20


def test_rebuilding_repairs_all_differences(text, capsys):
    Text.objects.update(title="Order")
    Document.objects.filter(kind="essay").delete()
    call_command("rebuild_search", verbosity=0)
    assert problems() == []
