import pytest

from resources.models import Text
from tests import factories

TABLE = """source;essay;title;kind;date;status
text;thaw;Указ об амнистии;decree;{date};published
text;thaw;Letter from Vorkuta;{kind};1953-06;draft
"""


@pytest.fixture
def table(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"

    def table(**cells):
        (tmp_path / "sources.csv").write_text(TABLE.format(**cells), encoding="utf-8-sig")
        return tmp_path / "sources.csv"

    return table


def check(page, path):
    page.set_input_files("#id_table", path)
    with page.expect_navigation():
        page.click("input[value=Check]")
    page.wait_for_selector(".report")


def remarks(page):
    rows = page.locator(".remarks tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def test_editor_corrects_a_table_and_imports_it(sign_in, complaints, table):
    factories.essay(slug="thaw")
    page = sign_in("Editors")
    page.goto("/admin/resources/text/")
    page.click("text=Import from CSV")
    check(page, table(date="1953-02-30", kind="song"))
    found = [(row, column) for row, column, _sentence in remarks(page)]
    assert found == [("2", "date"), ("3", "kind")]
    check(page, table(date="1953-03-27", kind="Letter"))
    page.click("input[value='Import now']")
    page.wait_for_selector("h2:text-is('Imported')")
    kinds = list(Text.objects.order_by("position").values_list("kind", flat=True))
    assert (kinds, complaints) == (["decree", "letter"], [])


def test_import_works_without_a_script(sign_in, table):
    factories.essay(slug="thaw")
    page = sign_in("Editors", java_script_enabled=False)
    page.goto("/admin/import/")
    check(page, table(date="1953-03-27", kind="letter"))
    page.click("input[value='Import now']")
    page.wait_for_selector("h2:text-is('Imported')")
    assert Text.objects.count() == 2


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_import_fit_the_window(sign_in, complaints, table, width, scheme):
    page = sign_in("Editors", width=width, color_scheme=scheme)
    page.goto("/admin/import/")
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    check(page, table(date="1953-02-30", kind="song"))
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (widths, complaints) == ([width] * 2, [])
