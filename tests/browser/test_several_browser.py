"""“Change several” in a browser: typing ticks the box, and one click undoes the change."""

from playwright.sync_api import expect

from resources.models import Text
from tests import factories


def test_texts_are_changed_and_changed_back(sign_in):
    essay = factories.essay(title="Virgin Lands")
    texts = [factories.text(title=title, rights="") for title in ["One", "Other"]]
    page = sign_in("Editors")
    page.goto("/admin/resources/text/?incomplete=rights")
    page.check("#action-toggle")
    page.select_option("select[name=action]", label="Change several")
    page.click("button[name=index]")
    expect(page.get_by_label("Rights", exact=True)).to_be_checked()
    page.uncheck("#id_change-rights")
    page.fill("#id_repository", "GARF")
    expect(page.get_by_label("Repository", exact=True)).to_be_checked()
    page.click(".field-essay .select2-selection")
    page.fill(".select2-search__field", "virgin")
    page.click(".select2-results__option:has-text('Virgin Lands')")
    expect(page.get_by_label("Essay", exact=True)).to_be_checked()
    page.keyboard.press("Escape")
    page.focus("#id_repository")
    page.keyboard.press("Enter")
    expect(page.locator(".several-table tbody tr")).to_have_count(2)
    assert not Text.objects.filter(repository="GARF").exists()
    page.click("text=Change 2 rows")
    expect(page.locator(".messagelist")).to_contain_text("2 rows changed.")
    assert Text.objects.filter(repository="GARF", essay=essay).count() == 2
    page.click(".messagelist button")
    expect(page.locator(".messagelist")).to_contain_text("Undone: 2 rows")
    assert {text.essay for text in Text.objects.all()} == {text.essay for text in texts}
