"""The list of essays on a window of 1440 pixels."""

from tests import factories


def test_columns_of_the_list_have_room(sign_in, site):
    essay = factories.essay(title="Возвращение заключённых", year=1954)
    factories.text(essay=essay)
    page = sign_in("Editors", "Moderators")
    page.goto("/admin/essays/essay/")
    results = page.locator(".results")
    assert results.evaluate("list => list.scrollWidth - list.clientWidth") <= 0
