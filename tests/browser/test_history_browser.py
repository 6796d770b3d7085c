import pytest
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.versions.register import record
from tests import factories
from tests.browser.test_admin_browser import move, publish, settle

BODY = (
    '<p>They came home.<span class="footnote">Izvestiia, 1953</span></p>'
    '<p>Few spoke of the <span class="lang-ru">зона</span>.</p>'
)


@pytest.fixture
def essay(site):
    essay = factories.essay(title="Prisoners Return", body=BODY)
    essay.themes.add("Amnesty")
    for title in ["Decree", "Letter"]:
        factories.text(essay=essay, title=title)
    record(Essay, essay.pk)
    return essay


def save(page, note):
    page.fill("#id_note", note)
    publish(page)


def test_editor_restores_an_earlier_version(sign_in, complaints, essay):
    page = sign_in("Editors")
    change = f"/admin/essays/essay/{essay.pk}/change/"
    page.goto(change)
    page.wait_for_selector(".ProseMirror .footnote")
    page.fill("#id_title", "Prisoners Remain")
    page.fill("#id_themes", "Law")
    page.fill("#id_texts-0-position", "9")
    page.click(".ProseMirror p >> nth=0")
    settle(page)
    move(page, "Control+A")
    page.keyboard.type("Nothing.")
    save(page, "Away with it")

    page.goto(change)
    page.click(".historylink")
    expect(page.locator(".states .note").first).to_have_text("Away with it")
    page.click("text=Compare the two selected versions")
    expect(page.locator(".field ins").first).to_have_text("Remain")
    page.click(".heads a >> nth=0")
    page.click("text=Restore this version")
    page.click("button:text-is('Restore')")
    page.wait_for_selector(".messagelist .success")

    essay = Essay.objects.get()
    told = (essay.title, essay.body, list(essay.themes.names()))
    assert told == ("Prisoners Return", BODY, ["Amnesty"])
    assert [str(text) for text in essay.texts.in_order()] == ["Decree", "Letter"]
    assert complaints == []


def test_editor_recovers_what_was_deleted(sign_in, complaints, essay):
    essay.delete()
    page = sign_in("Editors")
    page.goto("/admin/essays/essay/")
    page.click("text=Recover deleted")
    page.click("text=Prisoners Return")
    page.click("button:text-is('Recover')")
    page.wait_for_selector(".messagelist .success")
    assert (Essay.objects.get().texts.count(), complaints) == (2, [])


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_history_fit_the_window(sign_in, complaints, essay, width, scheme):
    Essay.objects.update(title="Prisoners Remain", body=BODY.replace("Few", "Very few"))
    record(Essay, essay.pk, note="Very" * 50)
    history = f"/admin/essays/essay/{essay.pk}/history/"
    page = sign_in("Editors", width=width, color_scheme=scheme)
    page.goto(history)
    after, before = [field.get_attribute("value") for field in page.locator("[name=before]").all()]
    widths = []
    for address in [
        "",
        f"compare/?before={before}&after={after}",
        f"{before}/",
        f"{before}/restore/",
        "../../recover/",
    ]:
        page.goto(history + address)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (widths, complaints) == ([width] * 5, [])
