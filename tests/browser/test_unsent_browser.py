"""What a reader writes is there again, whatever happens to the tab, the network or the page."""

import pytest
from playwright.sync_api import expect

from essays.models import Comment, CommentSettings, Essay
from seventeen_moments.corrections.models import Correction
from tests import factories

ESSAY = "/essays/home/"
TEXT = "I was there.\nTwice, and “once” more."
KEPT = "[data-kept]"


@pytest.fixture
def essay(site):
    return factories.essay(slug="home", body="<p>Bread.</p><p>Steel.</p>")


def new(essay):
    return f"{ESSAY}comments/"


def passage(essay):
    return f"{ESSAY}comments/?about=p2"


def reply(essay):
    return f"{ESSAY}comments/?to={factories.comment(essay=essay).pk}"


def change(essay):
    return factories.comment(essay=essay, state="waiting", text="Before.").own_url


def report(essay):
    return f"{factories.comment(essay=essay).get_absolute_url()}flag/"


def correction(essay):
    return f"{ESSAY}correction/"


FORMS = [new, passage, reply, change, report, correction]
WORDS = "textarea, input[name=reason]"


def fill(page, text=TEXT):
    if page.locator("#id_name").count():
        page.fill("#id_name", "Boris")
        page.fill("#id_email", "boris@example.org")
    page.locator(WORDS).last.fill(text)


def send(page):
    page.click("main form[data-keep] button[type=submit]")


def written(page):
    return page.locator(WORDS).last.input_value()


def one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_text_is_there_again_after_its_tab_was_closed(essay, visit, complaints, form):
    page = visit(form(essay))
    expect(page.locator(KEPT)).to_be_hidden()
    fill(page)
    expect(page.locator(KEPT)).to_contain_text("This browser keeps your text")
    again, address = page.context.new_page(), page.url
    page.close()
    again.goto(address)
    expect(again.locator(KEPT)).to_contain_text("This is what you wrote here earlier.")
    assert (one_line(written(again)), complaints) == (one_line(TEXT), [])


@pytest.mark.parametrize("form", FORMS)
def test_text_is_forgotten_when_it_was_sent(essay, visit, complaints, form):
    page = visit(form(essay))
    address = page.url
    fill(page)
    send(page)
    expect(page.locator("main [role=status]")).to_be_visible()
    keys = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsent'))")
    page.goto(address)
    assert (keys, complaints) == ([], [])
    if form is not change:
        assert written(page) == ""


@pytest.mark.parametrize("form", FORMS)
def test_text_is_there_again_after_the_network_failed(essay, visit, form):
    page = visit(form(essay))
    address = page.url
    fill(page)
    page.context.set_offline(True)
    send(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(address)
    assert one_line(written(page)) == one_line(TEXT)
    send(page)
    if form in {new, passage, reply}:  # the name is not kept
        fill(page)
        send(page)
    expect(page.locator("main [role=status]")).to_be_visible()


def test_text_can_be_deleted_from_the_browser(essay, visit):
    page = visit(new(essay))
    fill(page)
    page.get_by_text("Delete the text").click()
    expect(page.locator(KEPT)).to_be_hidden()
    page.reload()
    assert written(page) == ""


def test_text_is_kept_for_a_day(essay, visit):
    page = visit(new(essay))
    fill(page)
    age = "localStorage[key] = localStorage[key].replace(/(?<=time.:)\\d+/, time => time - 9e7)"
    page.evaluate(f"Object.keys(localStorage).forEach(key => {{ {age} }})")
    page.goto(ESSAY)
    page.goto(f"{ESSAY}comments/")
    assert (written(page), page.evaluate("localStorage.length")) == ("", 0)


def test_reply_and_new_comment_are_kept_apart(essay, visit):
    page = visit(reply(essay))
    address = page.url
    fill(page, "A reply.")
    page.goto(new(essay))
    fill(page, "A comment.")
    page.goto(address)
    assert written(page) == "A reply."


def test_text_of_a_reply_survives_the_comment(essay, visit):
    page = visit(reply(essay))
    fill(page)
    Comment.objects.all().delete()
    page.reload()
    expect(page.locator("#write")).to_contain_text("no longer exists")
    assert written(page) == TEXT


def test_reader_who_wrote_nothing_leaves_nothing_in_the_browser(essay, visit):
    page = visit(new(essay))
    page.goto(report(essay))
    assert (page.evaluate("localStorage.length"), page.context.cookies()) == (0, [])


def test_browser_that_refuses_storage_sends_all_the_same(essay, visit, complaints):
    page = visit(None)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page.goto(new(essay))
    fill(page)
    expect(page.locator(KEPT)).to_be_hidden()
    send(page)
    page.wait_for_url("**/own/**")
    assert (essay.comments.get().text, complaints) == (TEXT, [])


# Refused


@pytest.mark.parametrize("scripts", [False, True])
@pytest.mark.parametrize(
    "closing", [{"comments_open": False}, {"comments_from": "2953-03-27T00:00:00Z"}]
)
@pytest.mark.parametrize("form", [new, reply])
def test_comment_is_shown_with_the_reason_if_comments_closed(essay, visit, form, closing, scripts):
    page = visit(form(essay), java_script_enabled=scripts)
    fill(page)
    Essay.objects.update(**closing)
    send(page)
    expect(page.get_by_label("This was not sent.")).to_have_value(TEXT)
    expect(page.locator("#errors")).to_be_in_viewport()


@pytest.mark.parametrize("form", FORMS)
def test_text_is_shown_if_the_essay_was_unpublished(essay, visit, form):
    page = visit(form(essay), java_script_enabled=False)
    fill(page)
    Essay.objects.update(status="draft")
    send(page)
    shown = page.get_by_label("This was not sent.")
    shown = shown.last if form in {change, report} else shown
    assert one_line(shown.input_value()) == one_line(TEXT)


@pytest.mark.parametrize("form", FORMS)
def test_form_is_sent_to_an_essay_that_was_renamed(essay, visit, form):
    page = visit(form(essay), java_script_enabled=False)
    fill(page)
    essay.slug = "return"
    essay.save()
    send(page)
    expect(page.locator("main [role=status]")).to_be_visible()


@pytest.mark.parametrize("form", FORMS)
def test_form_is_sent_again_after_an_error(essay, visit, monkeypatch, live_server, form):
    page = visit(form(essay), java_script_enabled=False)
    fill(page)
    with monkeypatch.context() as patch:
        for name in ["row", "locked_row"]:
            patch.setattr(type(CommentSettings.objects), name, None)
        send(page)
        expect(page.locator("h1")).to_have_text("Something went wrong")
    page.click("text=Send again")
    expect(page.locator("main [role=status]")).to_be_visible()


@pytest.mark.parametrize("form", [new, correction])
def test_double_click_stores_the_form_once(essay, visit, form):
    page = visit(form(essay))
    fill(page)
    page.dblclick("main form[data-keep] button[type=submit]")
    expect(page.locator("main [role=status]")).to_be_visible()
    assert Comment.objects.count() + Correction.objects.count() == 1
