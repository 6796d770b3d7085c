"""Two editors with the same page open are told of each other while they type."""

import pytest
from playwright.sync_api import expect

from seventeen_moments.versions.models import EditingSession
from tests import factories
from tests.browser.test_writing_browser import open_essay


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return")


def test_editors_see_who_else_has_the_page_open(sign_in, essay, complaints):
    first, second = sign_in("Editors"), sign_in("Editors")
    open_essay(first, essay)
    open_essay(second, essay)
    said = second.locator("[role=status].editing p")
    expect(said).to_contain_text("also has this page open, since")
    first.fill("#id_title", "Prisoners Come Back")
    expect(first.locator(".editing")).to_be_visible()
    while not EditingSession.objects.filter(is_changed=True):
        first.wait_for_timeout(50)
    second.fill("#id_summary", "Amnesty.")
    expect(said).to_contain_text("not saved yet")
    first.close()
    assert complaints == []
