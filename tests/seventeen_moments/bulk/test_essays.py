"""Tables of essays, by the commands and by the page of the admin."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from reversion.models import Version

from essays.models import Essay
from seventeen_moments.bulk.columns import OF_ESSAYS
from tests import factories
from tests.essays.essay_admin import LIST

pytestmark = pytest.mark.django_db

PAGE = reverse("bulk:import_essays")


def as_csv(*rows):
    written = StringIO()
    writer = csv.DictWriter(written, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


@pytest.fixture
def load(tmp_path):
    """Imports a table and returns the last line of the output."""

    def load(*rows, written=None, options=()):
        file, out = tmp_path / "essays.csv", StringIO()
        file.write_text(written or as_csv(*rows), newline="")
        call_command("import_essays", str(file), *options, stdout=out, stderr=StringIO())
        return out.getvalue()

    return load


@pytest.fixture
def refusal(load, tmp_path):
    def refusal(*rows):
        file, err = tmp_path / "essays.csv", StringIO()
        file.write_text(as_csv(*rows))
        with pytest.raises(CommandError):
            call_command("import_essays", str(file), stderr=err, no_color=True)
        return err.getvalue().splitlines()

    return refusal


def exported():
    out = StringIO()
    call_command("export_essays", stdout=out)
    return out.getvalue()


def test_row_becomes_a_draft(load):
    cells = {"title": "שיבת האסירים", "year": "1954", "language": "he", "body": "<p>שלום</p>"}
    assert load(cells).startswith("Saved: 1 new, 0 changed")
    essay = Essay.objects.get()
    assert (essay.slug, essay.status, essay.language) == ("syvt-hsyrym", "draft", "he")
    assert (essay.year, essay.body_text.strip()) == (1954, "שלום")


def test_body_is_cleaned(load):
    load({"title": "A", "body": "<p onclick='x'>One</p><script>x</script>"})
    assert Essay.objects.get().body == "<p>One</p>"


def test_row_with_a_slug_changes_the_essay(load):
    factories.essay(slug="thaw", title="Thaw", summary="Kept")
    load({"slug": "thaw", "title": "The Thaw", "themes": "Law, Camps"})
    essay = Essay.objects.get()
    assert (essay.title, essay.summary, essay.themes.count()) == ("The Thaw", "Kept", 2)


def test_export_has_all_columns_and_no_settings_of_comments():
    assert next(csv.reader([exported().removeprefix("\ufeff").splitlines()[0]])) == OF_ESSAYS


@pytest.mark.parametrize("title", ["=1+1", "'tis", "@home", "Оттепель, «лёд»", "שלום", "a\tb"])
def test_import_of_an_export_changes_nothing(load, title):
    essay = factories.essay(
        title=title,
        slug="thaw",
        authors="von Geldern, James\r\nПетров, Иван",
        summary="two\r\nlines",
        body='<h2>A</h2><p>By <span class="lang-ru">указ</span>, "so".</p>',
        year=None,
        language="he",
    )
    essay.themes.add("Law, Order", "Лёд")
    essay.lead_image = factories.image(essay=essay, slug="gate")
    essay.save()
    before = exported()
    assert load(written=before).startswith("Saved: 0 new, 0 changed, 1 unchanged")
    assert exported() == before


def test_formula_is_escaped():
    factories.essay(title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in exported()


def test_lead_image_is_named_by_its_slug(load):
    image = factories.image(essay=factories.essay(slug="thaw"), slug="gate")
    load({"slug": "thaw", "title": "Thaw", "lead_image": "gate"})
    assert Essay.objects.get().lead_image == image


def test_problems_name_row_and_column_and_nothing_is_stored(refusal):
    factories.image(slug="gate")
    lines = refusal(
        {"title": "A", "slug": "a", "year": "1953", "language": "en", "lead_image": ""},
        {"title": "", "slug": "b", "year": "long ago", "language": "xx", "lead_image": "gate"},
        {"title": "A", "slug": "a", "year": "", "language": "", "lead_image": ""},
    )
    assert lines == [
        "Row 3, column year: “long ago” value must be an integer.",
        "Row 3, column language: “xx” is not a language known here.",
        "Row 3, column lead_image: This essay has no image with the slug “gate”.",
        "Row 3, column title: This field cannot be blank.",
        "Row 4, column slug: Row 2 has the same slug.",
    ]
    assert Essay.objects.count() == 1


def test_time_without_a_zone_is_in_that_of_the_archive(load, settings):
    settings.TIME_ZONE = "Asia/Vladivostok"
    load({"title": "A", "status": "published", "published_at": "2026-01-01T09:00"})
    assert Essay.objects.get().published_at == datetime(2025, 12, 31, 23, tzinfo=UTC)


def test_hour_that_the_clock_skips_is_refused(refusal, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    (line,) = refusal({"title": "A", "published_at": "2026-03-29T02:30"})
    assert line.startswith("Row 2, column published_at: ")


@pytest.mark.parametrize("time", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_time_that_no_database_reads_back_is_refused(refusal, time):
    (line,) = refusal({"title": "A", "status": "published", "published_at": time})
    assert "must be between the years 1900 and 2999." in line


def test_dry_run_stores_nothing(load):
    assert load({"title": "A"}, options=["--dry-run"]).startswith("Checked, nothing saved: 1 new")
    assert not Essay.objects.exists()


def test_import_is_in_the_history(load):
    load({"title": "A"})
    versions = Version.objects.get_for_object(Essay.objects.get())
    assert versions.first().revision.comment == "Imported from CSV"


def test_editor_imports_a_table_after_the_report(editor_client):
    page = read(editor_client.post(PAGE, {"table": upload({"title": "A"})}))
    assert "Checked: nothing is saved yet" in page
    done = editor_client.post(PAGE, filled_from(page))
    assert "Imported" in read(done)
    assert Essay.objects.get().title == "A"


def test_page_explains_every_column_of_essays(editor_client):
    page = editor_client.get(PAGE).text
    assert re.findall(r'<th scope="row"><code>(\w+)</code>', page) == OF_ESSAYS
    assert 'name="files"' not in page


def test_list_links_the_import_and_exports_the_chosen_essays(editor_client):
    essay, _other = factories.essay(slug="one"), factories.essay(slug="two")
    assert f'href="{PAGE}"' in editor_client.get(LIST).text
    chosen = {"action": "export_essays", "_selected_action": [essay.pk]}
    table = editor_client.post(LIST, chosen).getvalue().decode()
    rows = csv.DictReader(StringIO(table.removeprefix("\ufeff")))
    assert [row["slug"] for row in rows] == ["one"]


def test_author_cannot_export(author_client, author):
    essay = factories.essay(owner=author, status="draft")
    chosen = {"action": "export_essays", "_selected_action": [essay.pk]}
    assert author_client.post(LIST, chosen).status_code == 403


def upload(*rows):
    return SimpleUploadedFile("table.csv", as_csv(*rows).encode())


def read(response):
    return response.getvalue().decode()


def filled_from(page):
    names = ["csrfmiddlewaretoken", "token", "figures"]
    return {
        name: match[1]
        for name in names
        if (match := re.search(rf'name="{name}" value="(.*?)"', page.replace("\n", " ")))
    }


def test_help_about_dates_is_only_for_tables_with_dates(editor_client):
    pages = [
        editor_client.get(reverse(name)).text for name in ["bulk:import", "bulk:import_essays"]
    ]
    assert ["Write dates in EDTF" in page for page in pages] == [True, False]
