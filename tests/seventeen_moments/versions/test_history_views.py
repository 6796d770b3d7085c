"""The list of states, and one of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import capfirst

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.versions.history_pages import address, tamper

pytestmark = pytest.mark.django_db

FIRST = ("", None)


def test_newest_state_is_first_with_its_note(essay, pages, state):
    state(essay, "One")
    state(essay, "Two")
    assert [note for note, _phrases in pages.changes(essay)] == ["Two", "One"]


def test_state_shows_its_user(essay, pages, state):
    state(essay, user=factories.user(first_name="Anna", last_name="Barkova"))
    assert '<span class="who">Anna Barkova</span>' in pages.history(essay).text


def test_state_without_a_user_says_so(essay, pages, state):
    state(essay)
    assert (
        '<span class="who">outside the admin, or by a deleted account</span>'
        in pages.history(essay).text
    )


@pytest.mark.parametrize(
    ("change", "phrases"),
    [
        (lambda essay: None, []),
        (lambda essay: Essay.objects.update(title="Home", year=1954), ["Title", "Moment"]),
        (lambda essay: Essay.objects.update(body="<p>x</p>"), ["Body"]),
        (lambda essay: essay.themes.add("Law"), ["Themes"]),
        (lambda essay: Text.objects.update(date="1953"), ["Text “The Amnesty Decree”: date"]),
        (
            lambda essay: Text.objects.all().delete(),
            ["Text “The Amnesty Decree” removed"],
        ),
        (
            lambda essay: factories.text(essay=essay, title="Letter"),
            ["Text “Letter” added"],
        ),
        (lambda essay: Text.objects.update(position=7), ["Order of texts"]),
    ],
)
def test_state_describes_what_changed(essay, pages, state, change, phrases):
    state(essay)
    change(essay)
    state(essay)
    assert pages.changes(essay) == [("", phrases), FIRST]


def test_replaced_file_is_described(essay, pages, state):
    state(essay)
    image = essay.images.get()
    image.file = factories.picture(80, 60)
    image.save()
    state(essay)
    assert pages.changes(essay) == [("", ["Image “At the Camp Gate”: file"]), FIRST]


def test_many_sources_are_counted(essay, pages, state):
    state(essay)
    for number in range(8):
        factories.text(essay=essay, title=f"Letter {number}")
    state(essay)
    added = [f"Text “Letter {number}” added" for number in range(6)]
    assert pages.changes(essay) == [("", [*added, "2 more sources"]), FIRST]


def test_history_of_a_source_has_only_states_in_which_it_changed(essay, pages, state):
    text = essay.texts.get()
    state(text, "One")
    Essay.objects.update(title="Home")
    state(text, "Two")
    Text.objects.update(title="Указ")
    state(text, "Three")
    assert pages.changes(text) == [("Three", ["Title"]), ("One", None)]


def test_note_is_escaped(essay, pages, state):
    state(essay, "<b>bold</b>")
    assert "&lt;b&gt;bold&lt;/b&gt;" in pages.history(essay).text


def test_history_without_states_says_so(essay, pages):
    assert "No version has been recorded yet." in pages.history(essay).text


@pytest.mark.parametrize(("page", "shown"), [("1", 25), ("2", 3), ("99", 3), ("x", 25)])
def test_list_has_pages(essay, pages, state, page, shown):
    for _number in range(28):
        state(essay)
    assert len(pages.history(essay, page=page).context["states"]) == shown


def test_last_state_of_a_page_is_compared_with_the_next_page(essay, pages, state):
    for number in range(26):
        Essay.objects.update(title=f"Essay {number}")
        state(essay)
    assert pages.changes(essay)[-1] == ("", ["Title"])


def queries(pages, essay):
    pages.history(essay)
    with CaptureQueriesContext(connection) as captured:
        pages.history(essay)
    return len(captured)


def test_list_takes_the_same_queries_for_three_and_three_hundred(essay, pages, state):
    counts = []
    for number in range(300):
        Text.objects.update(title=f"Text {number}")
        state(essay)
        if number in {2, 299}:
            counts.append(queries(pages, essay))
    assert counts == [10, 11]  # one more: the next page's first


def test_history_is_linked_from_the_page_of_the_essay(essay, pages):
    link = f'<a href="{address("history", essay, essay.pk)}" class="historylink">'
    assert link in pages.client.get(address("change", essay, essay.pk)).text


# One state


def test_state_shows_the_text_with_its_notes(essay, pages, full_state):
    page = pages.state(essay, full_state).text
    assert 'They came home.<a class="ref" id="r1"' in page
    assert '<li id="n1">Izvestiia, 1953</li>' in page


@pytest.fixture
def sections(essay):
    """Those of the essay, each with its source."""
    return [
        (capfirst(kind._meta.verbose_name_plural), [kind.objects.get().title]) for kind in kinds()
    ]


def test_state_shows_the_sources_that_it_had(essay, pages, sections, full_state):
    shown = pages.state(essay, full_state).context["sections"]
    assert [(title, [str(row) for row, _fields in rows]) for title, rows in shown] == sections


def test_state_shows_its_own_picture(essay, pages, state):
    image = essay.images.get()
    url = image.smallest["url"]
    version = state(essay)
    image.file = factories.picture(80, 60)
    image.save()
    assert f'src="{url}"' in pages.state(essay, version).text


def test_newest_state_cannot_be_restored(essay, pages, state):
    page = pages.state(essay, state(essay)).text
    assert "This is the latest version." in page
    assert "Restore this version" not in page


def test_state_is_sanitized(essay, pages, state):
    version = state(essay)
    tamper(version, "Few", "<script>x</script>")
    assert "<script>x" not in pages.state(essay, version).text


def test_state_is_not_cached(essay, pages, state):
    header = pages.state(essay, state(essay)).headers["Cache-Control"]
    assert {"private", "no-store"} < set(header.split(", "))


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_unknown_state_returns_404(essay, pages, number):
    page = f"/admin/essays/essay/{essay.pk}/history/{number}/"
    assert pages.client.get(page).status_code == 404


def test_state_of_another_essay_returns_404(essay, pages, state):
    version = state(factories.essay())
    assert pages.state(essay, version).status_code == 404


def test_state_of_a_source_is_shown(essay, pages, state):
    image = Image.objects.get()
    fields = pages.state(image, state(image)).context["fields"]
    assert "A gate of planks" in [field.paragraphs[0] for field in fields]


def test_first_version_of_a_source_is_its_state(essay, state):
    version = state(essay.texts.get())
    assert states_of(Text, essay.texts.get().pk).get() == version
