"""Input in the admin is kept in the browser until it is saved."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from essays.models import Essay
from resources.models import Image
from tests import factories
from tests.browser.conftest import PASSWORD
from tests.browser.test_admin_browser import settle
from tests.browser.test_admin_browser import write as type_body
from tests.browser.test_second_factor_browser import KEY, current_code, turn_on
from tests.browser.test_writing_browser import open_essay

# Waits until the browser keeps text that contains these words.
KEPT = """words => new Promise((resolve) => {
  const look = () => {
    const request = indexedDB.open("seventeen-moments")
    request.onsuccess = () => {
      const all = request.result.transaction("texts").objectStore("texts").getAll()
      all.onsuccess = () => {
        request.result.close()
        JSON.stringify(all.result).includes(words) ? resolve(true) : setTimeout(look, 50)
      }
    }
  }
  look()
})"""
MAKE_OLD = """days => new Promise((resolve) => {
  const request = indexedDB.open("seventeen-moments")
  request.onsuccess = () => {
    const change = request.result.transaction("texts", "readwrite")
    const store = change.objectStore("texts")
    store.getAll().onsuccess = ({ target }) => {
      for (const text of target.result) store.put({ ...text, time: text.time - days * 86400000 })
    }
    change.oncomplete = () => resolve(request.result.close())
  }
})"""


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return", body="<p>They came home.</p>", status="draft")


@pytest.fixture
def form(sign_in, essay):
    page = sign_in("Editors")
    open_essay(page, essay)
    return page


def leave_with(page, title):
    """Types a title, and closes the window as a crash does: without a question."""
    page.fill("#id_title", title)
    page.evaluate(KEPT, title)
    page.close()


def reopen(page):
    again = page.context.new_page()
    again.goto(page.url)
    return again


def save(page):
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector(".messagelist .success")


def test_text_of_a_closed_window_is_offered_with_its_differences(form):
    leave_with(form, "Prisoners Come Back")
    again = reopen(form)
    assert again.inner_text(".kept dt") == "Title"
    expect(again.locator(".kept dd del")).to_have_text("Return")
    expect(again.locator(".kept dd ins")).to_have_text("Come Back")


def test_kept_text_is_put_into_the_form(form, essay, complaints):
    settle(form)
    type_body(form, "Many wept. ")
    form.click("text=Add another Text")
    form.fill("#id_texts-0-title", "Decree")
    form.evaluate(KEPT, "Decree")
    form.close()
    again = reopen(form)
    again.click("text=Put it into the form")
    save(again)
    stored = Essay.objects.get()
    assert ("Many wept." in stored.body, stored.texts.get().title) == (True, "Decree")
    assert complaints == []


def test_saved_text_is_not_offered(form):
    form.fill("#id_title", "Prisoners Come Back")
    form.evaluate(KEPT, "Come Back")
    save(form)
    form.reload()
    settle(form)
    assert form.locator(".kept").count() == 0


def test_refused_text_is_kept_until_it_is_saved(form):
    form.fill("#id_title", "")
    form.fill("#id_summary", "Amnesty.")
    form.click("[name=_draft] >> nth=-1")
    form.wait_for_selector(".errorlist")
    form.evaluate(KEPT, "Amnesty.")
    form.close()
    again = reopen(form)
    expect(again.locator(".kept dt")).to_have_text(["Title", "Summary"])


def test_refused_form_keeps_its_chosen_file(sign_in, essay, complaints):
    page = sign_in("Editors")
    page.goto(f"/admin/resources/image/add/?essay={essay.pk}")
    file = {"name": "gate.png", "mimeType": "image/png", "buffer": factories.picture().read()}
    page.set_input_files("#id_file", file)
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector(".form-errors")
    page.fill("#id_title", "Gate")
    save(page)
    assert (Image.objects.get().file.name.rpartition("/")[2], complaints) == ("gate.png", [])


def test_file_chosen_after_a_refusal_stays(sign_in, essay):
    page = sign_in("Editors")
    page.goto(f"/admin/resources/image/add/?essay={essay.pk}")
    file = {"name": "gate.png", "mimeType": "image/png", "buffer": factories.picture().read()}
    page.set_input_files("#id_file", file)
    page.wait_for_function(KEPT, arg="gate.png")
    scripts = []  # that read the kept file, later than the editor chooses another

    def hold(route):
        scripts.append(route)

    page.route("**/kept_store*", hold)
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector(".form-errors")
    page.set_input_files("#id_file", file | {"name": "door.png"})
    scripts[0].continue_()
    page.fill("#id_title", "Door")
    page.wait_for_function(KEPT, arg="door.png")
    save(page)
    assert Image.objects.get().file.name.rpartition("/")[2] == "door.png"


def test_refused_form_has_the_focus_on_its_errors(form):
    form.fill("#id_title", "")
    form.click("[name=_draft] >> nth=-1")
    expect(form.locator(".form-errors")).to_be_focused()
    form.click(".form-errors a")
    expect(form.locator("#id_title")).to_be_focused()


def test_discarded_text_is_not_offered_again(form):
    leave_with(form, "Prisoners Come Back")
    again = reopen(form)
    again.click("text=Discard it")
    again.reload()
    settle(again)
    assert again.locator(".kept").count() == 0


def test_undone_text_is_not_kept(form):
    form.fill("#id_title", "Prisoners Come Back")
    form.evaluate(KEPT, "Come Back")
    form.fill("#id_title", "Prisoners Return")
    form.close(run_before_unload=True)
    again = reopen(form)
    settle(again)
    assert again.locator(".kept").count() == 0


def test_text_of_another_account_is_not_offered(form, sign_in):
    leave_with(form, "Prisoners Come Back")
    other = sign_in("Editors")
    form.context.clear_cookies()
    form.context.add_cookies(other.context.cookies())
    again = reopen(form)
    settle(again)
    assert again.locator(".kept").count() == 0


@pytest.mark.parametrize(("days", "offered"), [(29, 1), (31, 0)])
def test_text_is_kept_for_thirty_days(form, days, offered):
    form.fill("#id_title", "Prisoners Come Back")
    form.evaluate(KEPT, "Come Back")
    form.evaluate(MAKE_OLD, days)
    form.close()
    again = reopen(form)
    settle(again)
    expect(again.locator(".kept")).to_have_count(offered)


def test_text_of_an_open_window_is_not_offered_in_another(form):
    form.fill("#id_title", "Prisoners Come Back")
    form.evaluate(KEPT, "Come Back")
    second = reopen(form)
    settle(second)
    assert second.locator(".kept").count() == 0


@pytest.fixture
def ended(form):
    """A form with a new title, whose session has ended."""
    get_user_model().objects.update(password=make_password(PASSWORD))
    form.fill("#id_title", "Prisoners Come Back")
    Session.objects.all().delete()
    form.click("[name=_draft] >> nth=-1")
    form.wait_for_selector("[data-log-in][open] #login-form")
    return form


def test_login_over_the_form_saves_it(ended, complaints):
    ended.fill("[data-log-in] [name=password]", PASSWORD)
    ended.keyboard.press("Enter")
    ended.wait_for_selector(".messagelist .success")
    assert (Essay.objects.get().title, complaints) == ("Prisoners Come Back", [])


def test_login_over_the_form_also_asks_for_the_code(ended, complaints):
    TOTPDevice.objects.create(user=get_user_model().objects.get(), key=KEY)
    ended.fill("[data-log-in] [name=password]", PASSWORD)
    ended.keyboard.press("Enter")
    expect(ended.locator("[data-log-in] [name=code]")).to_be_focused()
    ended.keyboard.type("000000")
    ended.keyboard.press("Enter")
    expect(ended.locator("[data-log-in] .errornote")).to_contain_text("not correct")
    TOTPDevice.objects.update(throttling_failure_count=0)
    ended.fill("[data-log-in] [name=code]", current_code(KEY))
    ended.keyboard.press("Enter")
    ended.wait_for_selector(".messagelist .success")
    assert (Essay.objects.get().title, complaints) == ("Prisoners Come Back", [])


def test_form_of_a_role_that_needs_a_second_factor_keeps_its_text(ended, settings):
    settings.SECOND_FACTOR = ["editor"]
    ended.fill("[data-log-in] [name=password]", PASSWORD)
    ended.keyboard.press("Enter")
    expect(ended.locator("[data-unsaved=second-factor]")).to_be_visible()
    page = ended.context.new_page()
    page.goto("/admin/")
    turn_on(page)
    ended.click("[name=_draft] >> nth=-1")
    ended.wait_for_selector(".messagelist .success")
    assert Essay.objects.get().title == "Prisoners Come Back"


def test_wrong_password_shows_an_error_in_the_dialog(ended):
    ended.fill("[data-log-in] [name=password]", "wrong")
    ended.keyboard.press("Enter")
    expect(ended.locator("[data-log-in] .errornote")).to_contain_text("correct username")


def test_cancelled_login_leaves_the_text_in_the_form(ended):
    ended.click("[data-cancel]")
    expect(ended.locator("[data-unsaved=session]")).to_be_visible()
    assert ended.input_value("#id_title") == "Prisoners Come Back"


def test_form_of_another_account_is_not_sent(form, sign_in):
    form.fill("#id_title", "Prisoners Come Back")
    other = sign_in("Editors")
    form.context.clear_cookies()
    form.context.add_cookies(other.context.cookies())
    form.click("[name=_draft] >> nth=-1")
    expect(form.locator("[data-unsaved=account]")).to_be_visible()
    assert Essay.objects.get().title == "Prisoners Return"


def test_without_a_network_the_form_says_so_and_can_be_sent_again(form):
    form.fill("#id_title", "Prisoners Come Back")
    form.context.set_offline(True)
    form.click("[name=_draft] >> nth=-1")
    expect(form.locator("[data-unsaved=connection]")).to_be_visible()
    form.context.set_offline(False)
    save(form)
    assert Essay.objects.get().title == "Prisoners Come Back"


def test_logging_out_offers_to_remove_kept_text(form):
    leave_with(form, "Prisoners Come Back")
    page = form.context.new_page()
    page.goto("/admin/")
    page.click("#logout-form button")
    page.click("text=Remove and log out")
    page.wait_for_url("**/admin/logout/")
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 1
