"""A correction, from the page of a source to the admin site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from seventeen_moments.corrections.models import Correction
from tests import factories

ESSAY = "/essays/home/"


@pytest.fixture
def essay(site):
    essay = factories.essay(slug="home", title="Home", year=1954, body="<p>Bread.</p><p>Steel.</p>")
    factories.text(essay=essay, slug="decree", original="Все.", language="ru")
    return essay


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_form(essay, visit, width, scheme):
    page = visit(width=width, color_scheme=scheme, bypass_csp=True)
    found, widths = [], []
    for address in [ESSAY, f"{ESSAY}correction/", f"{ESSAY}texts/decree/correction/thanks/"]:
        assert page.goto(address).ok
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 3)


def test_reader_suggests_without_javascript_and_editor_settles(essay, visit, sign_in, complaints):
    page = visit(f"{ESSAY}texts/decree/", java_script_enabled=False)
    page.click("text=Suggest a correction")
    page.fill("#id_text", "It says “everybody”.")
    page.wait_for_timeout(3100)  # faster is nobody
    page.click("text=Send to the editors")
    expect(page.locator("main [role=status]")).to_contain_text("The editors will look into it.")
    editor_page = sign_in("Editors")
    editor_page.goto("/admin/")
    editor_page.click("text=Open corrections")
    editor_page.click("text=It says")
    editor_page.select_option("#id_state", "done")
    editor_page.fill("#id_remark", "So it does.")
    editor_page.click("[name=_save]")
    editor_page.wait_for_selector(".success")
    found = Correction.objects.values_list("state", "remark", "suspicion")
    assert (found.get(), complaints) == (("done", "So it does.", ""), [])


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_list_of_corrections(essay, sign_in, width):
    row = factories.correction(subject=essay, name="Anna", email="anna@example.org", about=1)
    page = sign_in("Editors", width=width, bypass_csp=True)
    found = []
    for address in ["", "corrections/correction/", f"corrections/correction/{row.pk}/change/"]:
        page.goto(f"/admin/{address}")
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert found == []


def test_correction_sent_again_after_going_back_is_stored_once(essay, visit):
    page = visit(f"{ESSAY}texts/decree/correction/")
    page.fill("#id_text", "It says “everybody”.")
    page.click("text=Send to the editors")
    page.wait_for_selector("text=The editors will look into it.")
    page.go_back()
    page.click("text=Send to the editors")
    page.wait_for_selector("text=The editors will look into it.")
    assert Correction.objects.count() == 1
