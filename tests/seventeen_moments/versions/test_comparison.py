"""Two states, compared on one page."""

import pytest

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.versions.comparison import Pair, Unchanged, compare_texts
from tests import factories, work
from tests.seventeen_moments.versions.history_pages import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(pages, state):
    """Changes the row between two states and returns the context of the page."""

    def compared(row, change):
        before = state(row)
        change()
        return pages.compare(row, before, state(row)).context

    return compared


def fields(context):
    return {field.label: field.lines for field in context["fields"]}


def test_changed_word_is_marked(essay, compared):
    context = compared(essay, lambda: Essay.objects.update(title="Prisoners Remain"))
    before = [("same", "Prisoners "), ("removed", "Return")]
    after = [("same", "Prisoners "), ("added", "Remain")]
    assert fields(context) == {"Title": [Pair(before, after)]}


def test_unchanged_paragraphs_are_counted(essay, compared):
    body = essay.body.replace("Few spoke.", "Few spoke of it.")
    context = compared(essay, lambda: Essay.objects.update(body=body))
    assert fields(context)["Body"] == [
        Unchanged(1),
        Pair(
            [("same", "Few spoke"), ("same", ".")],
            [("same", "Few spoke"), ("added", " of it"), ("same", ".")],
        ),
    ]


def test_changed_footnote_is_compared(essay, pages, compared):
    body = essay.body.replace("Izvestiia, 1953", "Pravda, 1953")
    lines = fields(compared(essay, lambda: Essay.objects.update(body=body)))["Body"]
    assert lines[0].before == [
        ("same", "They came home. [Footnote: "),
        ("removed", "Izvestiia"),
        ("same", ", 1953]"),
    ]


def test_removed_and_added_paragraph_share_a_row(essay, compared):
    body = "<p>They came home.</p><p>Nobody asked where from.</p>"
    Essay.objects.update(body="<p>They came home.</p><p>Few spoke.</p>")
    lines = fields(compared(essay, lambda: Essay.objects.update(body=body)))["Body"]
    assert lines == [
        Unchanged(1),
        Pair([("removed", "Few spoke.")], [("added", "Nobody asked where from.")]),
    ]


def test_inserted_paragraph_moves_no_other(essay, compared):
    body = essay.body.replace("<p>Few", "<p>New.</p><p>Few")
    lines = fields(compared(essay, lambda: Essay.objects.update(body=body)))["Body"]
    assert lines == [Unchanged(1), Pair(None, [("added", "New.")]), Unchanged(1)]


def test_themes_of_both_states_are_compared(essay, compared):
    context = compared(essay, lambda: essay.themes.set(["Law"]))
    assert fields(context)["Themes"] == [Pair([("removed", "Amnesty")], [("added", "Law")])]


def test_choices_and_references_are_shown_by_label(essay, compared):
    image = essay.images.get()
    context = compared(essay, lambda: Essay.objects.update(lead_image=image, status="draft"))
    assert fields(context) == {
        "Lead image": [Pair(None, [("added", "At the Camp Gate")])],
        "Status": [Pair([("removed", "Published")], [("added", "Draft")])],
    }


@pytest.mark.parametrize(
    ("change", "expected", "title"),
    [
        (lambda essay: Text.objects.all().delete(), "removed", "The Amnesty Decree"),
        (lambda essay: Text.objects.update(title="Указ"), "changed", "Указ"),
    ],
)
def test_changed_source_is_shown(essay, compared, change, expected, title):
    (section,) = compared(essay, lambda: change(essay))["sections"]
    (source,) = section.sources
    assert (section.title, source.change, str(source.row)) == ("Texts", expected, title)


def test_added_source_is_shown(essay, compared):
    (section,) = compared(essay, lambda: factories.text(essay=essay, title="Letter"))["sections"]
    assert [(source.change, str(source.row)) for source in section.sources] == [("added", "Letter")]


def test_changed_order_is_shown(essay, compared):
    factories.text(essay=essay, title="Letter")
    (section,) = compared(essay, lambda: Text.objects.filter(title="Letter").update(position=0))[
        "sections"
    ]
    assert (section.sources, section.order) == (
        [],
        [["The Amnesty Decree", "Letter"], ["Letter", "The Amnesty Decree"]],
    )


def test_changed_position_without_a_changed_order_is_not_shown(essay, compared):
    assert compared(essay, lambda: Text.objects.update(position=9))["sections"] == []


def test_both_pictures_are_shown(essay, pages, compared):
    image = essay.images.get()
    then = image.smallest["url"]

    def replace():
        image.file = factories.picture(80, 60)
        image.save()

    (source,) = compared(essay, replace)["sections"][0].sources
    assert [picture["url"] for picture in source.pictures] == [
        then,
        Image.objects.get().smallest["url"],
    ]


def test_source_is_compared_by_itself(essay, compared):
    text = essay.texts.get()
    text.original = "Хлеб"
    context = compared(text, text.save)
    assert (fields(context), context["sections"]) == (
        {"Original": [Pair(None, [("added", "Хлеб")])]},
        [],
    )


def test_states_are_compared_in_order(essay, pages, state):
    before, after = state(essay), state(essay)
    states = pages.compare(essay, after, before).context["states"]
    assert [shown.recorded for shown in states] == [before, after]


def test_identical_states_say_so(essay, pages, state):
    assert (
        "These two versions are identical." in pages.compare(essay, state(essay), state(essay)).text
    )


@pytest.mark.parametrize("bad", ["", "x", "0", "99999999999999999999"])
def test_invalid_choice_is_explained(essay, pages, state, bad):
    response = pages.compare(essay, bad, state(essay))
    page = pages.client.get(response.url)
    assert [str(message) for message in page.context["messages"]] == [
        "Choose two versions from the list to compare them."
    ]


def test_state_of_another_essay_is_refused(essay, pages, state):
    assert pages.compare(essay, state(factories.essay()), state(essay)).status_code == 302


def test_texts_are_escaped(essay, pages, state):
    before = state(essay)
    Essay.objects.update(title="<script>x</script>")
    assert "<script>x" not in pages.compare(essay, before, state(essay)).text


def test_comparison_takes_the_same_queries_for_few_and_many_sources(
    essay, pages, state, django_assert_num_queries
):
    for number in range(3):
        before = state(essay)
        factories.text(essay=essay, title=f"Letter {number}")
        Text.objects.update(description=f"Хлеб {number}")
        after = state(essay)
        with django_assert_num_queries(11):
            pages.compare(essay, before, after)


def test_list_with_an_invalid_start_is_compared(essay, pages, state):
    earlier = state(essay)
    list_of_one = '<ol start=\\"x\\"><li><p>One</p></li></ol>'
    tamper(earlier, "<p>Few spoke.</p>", list_of_one)
    Essay.objects.update(body="")
    lines_of_body = fields(pages.compare(essay, earlier, state(essay)).context)["Body"]
    assert lines_of_body[-1] == Pair([("removed", "1. One")], None)


@pytest.mark.parametrize(
    "texts",
    [
        lambda number: ("a\nb\nc\nd\n" * number, "d\nb\na\nc\n" * number),
        lambda number: ("\n".join(map(str, range(number))), "a " * number),
        lambda number: ("alike and\n" * 20 + "a " * number, "x\n" * number),
    ],
    ids=["repeated paragraphs", "many against a long one", "a long one against many"],
)
def test_work_grows_linearly_with_the_length(texts):
    once, twice = (work.lines(compare_texts, *texts(number)) for number in (1500, 3000))
    assert twice < 2.5 * once
