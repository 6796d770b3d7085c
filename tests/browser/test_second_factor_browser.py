from base64 import b32decode

from django_otp.oath import totp
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

KEY = "31" * 20


def current_code(key):
    """In hexadecimal digits."""
    return f"{totp(bytes.fromhex(key)):06}"


def turn_on(page):
    """Does what a person with a phone does."""
    key = b32decode(page.inner_text(".key code").replace(" ", "")).hex()
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", current_code(key))
    page.dblclick("[name=turn_on]")
    page.wait_for_selector(".codes")
    return key


def test_second_factor_is_turned_on_and_used(sign_in_by_form, complaints):
    page = sign_in_by_form("Editors")
    page.click("#user-tools >> text=Second factor")
    turn_on(page)
    codes = page.locator(".codes li").all_inner_texts()
    with page.expect_download() as download:
        page.click("text=Save as text")
    assert [code for code in codes if code not in download.value.path().read_text()] == []
    expect(page.locator("[data-print]")).to_be_visible()

    page.click("text=I have kept the codes")
    page.click("text=Log out")
    page.wait_for_url("**/logout/")
    page.goto("/admin/essays/essay/")
    page.fill("#id_username", "user-1")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.fill("[name=code]", codes[0])
    page.click("[type=submit]")
    expect(page).to_have_url("/admin/essays/essay/")
    page.go_back()
    expect(page).to_have_url("/admin/essays/essay/")
    assert complaints == []
