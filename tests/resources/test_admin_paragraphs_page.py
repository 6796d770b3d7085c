import pytest
from django.urls import reverse

from resources.models import Recording, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

UNEQUAL = {"original": "Раз. Два.\n\nТри.", "translation": "One.\n\nTwo.\n\nThree."}


def page(source):
    return reverse(f"admin:resources_{source._meta.model_name}_paragraphs", args=[source.pk])


def change(source):
    return reverse(f"admin:resources_{source._meta.model_name}_change", args=[source.pk])


def press(client, source, *operations):
    """The page after these buttons were pressed."""
    response = client.get(page(source))
    for operation in operations:
        response = client.post(page(source), filled(response) | {"operation": operation})
    return response


def save(client, source, response):
    return client.post(page(source), filled(response), follow=True)


def rows(response):
    return [
        [cell and cell.words for cell in row]
        for group in response.context["groups"]
        for row in group
    ]


def test_versions_are_side_by_side(editor_client):
    assert rows(press(editor_client, factories.text(**UNEQUAL))) == [
        ["Раз. Два.", "One."],
        ["Три.", "Two."],
        [None, "Three."],
    ]


def test_paragraph_is_split_and_nothing_is_saved_yet(editor_client):
    text = factories.text(**UNEQUAL, status=Status.DRAFT)
    response = press(editor_client, text, "split:original:0:5")
    assert rows(response) == [
        ["Раз.", "One."],
        ["Два.", "Two."],
        ["Три.", "Three."],
    ]
    assert "All versions have the same number of paragraphs." in response.text
    text.refresh_from_db()
    assert text.original == UNEQUAL["original"]


def test_offered_place_splits_there(editor_client):
    text = factories.text(**UNEQUAL)
    assert 'value="split:original:0:5"' in press(editor_client, text).text


def test_several_steps_are_saved_together(editor_client):
    text = factories.text(**UNEQUAL, status=Status.DRAFT)
    response = press(editor_client, text, "join:translation:0", "join:translation:0")
    save(editor_client, text, press_again(editor_client, text, response, "join:original:0"))
    text.refresh_from_db()
    assert (text.original, text.translation) == ("Раз. Два. Три.", "One. Two. Three.")


def press_again(client, source, response, operation):
    return client.post(page(source), filled(response) | {"operation": operation})


def test_public_page_stays_until_the_draft_is_published(editor_client):
    text = factories.text(**UNEQUAL)
    response = save(editor_client, text, press(editor_client, text, "join:translation:0"))
    assert "Visitors still see the previous page" in response.text
    assert Text.objects.get().translation == UNEQUAL["translation"]
    assert Draft.objects.get().data == {"translation": "One. Two.\n\nThree."}
    assert rows(press(editor_client, text))[0] == ["Раз. Два.", "One. Two."]


@pytest.mark.parametrize(
    "operation",
    [
        "",
        "show",
        "join:original:99",
        "join:title:0",
        "split:original:0:x",
        "join:original:-1",
        f"join:original:{'9' * 5000}",
        f"split:original:0:{'9' * 5000}",
        "x:y",
    ],
)
def test_unknown_operation_changes_nothing(editor_client, operation):
    text = factories.text(**UNEQUAL)
    assert filled(press(editor_client, text, operation))["original"] == UNEQUAL["original"]


def test_typed_text_survives_a_button(editor_client):
    text = factories.text(**UNEQUAL)
    data = filled(editor_client.get(page(text))) | {"original": "Раз.\r\n\r\nДва и три."}
    response = editor_client.post(page(text), data | {"operation": "join:translation:0"})
    assert filled(response)["original"] == "Раз.\n\nДва и три."
    assert filled(response)["translation"] == "One. Two.\n\nThree."


def test_change_of_someone_else_is_not_overwritten(editor_client):
    text = factories.text(**UNEQUAL, status=Status.DRAFT)
    response = press(editor_client, text, "join:translation:0")
    text.translation = "One and two."
    text.save()
    refused = save(editor_client, text, response)
    assert "This page was changed after you opened it." in refused.text
    assert filled(refused)["translation"] == "One. Two.\n\nThree."
    assert Text.objects.get().translation == "One and two."


# Recordings: lines within verses, with their times


def test_lines_are_side_by_side_in_their_verses(editor_client):
    song = factories.song(transcript="a\nb\n\nc", timing="", transcript_translation="1\n\n2\n3")
    groups = press(editor_client, song).context["groups"]
    assert [[[cell and cell.words for cell in row] for row in group] for group in groups] == [
        [["a", "Raz", "1"], ["b", "Dva", None]],
        [["c", None, "2"], [None, None, "3"]],
    ]


def test_times_are_joined_with_their_lines(editor_client):
    song = factories.song(status=Status.DRAFT)
    save(editor_client, song, press(editor_client, song, "join:transcript:0"))
    song.refresh_from_db()
    assert (song.transcript, song.times) == ("Раз Два", [[1.0, 5.0]])


def test_time_is_divided_with_its_line(editor_client):
    song = factories.song(status=Status.DRAFT, transcript="Раз и\nДва")
    save(editor_client, song, press(editor_client, song, "split:transcript:0:4"))
    song.refresh_from_db()
    assert (song.transcript, song.times) == ("Раз\nи\nДва", [[1.0, 2.2], [2.2, 2.5], [3.0, 5.0]])


def test_end_of_a_verse_keeps_the_times(editor_client):
    song = factories.song(status=Status.DRAFT)
    save(editor_client, song, press(editor_client, song, "verse:transcript:0"))
    song.refresh_from_db()
    assert (song.transcript, song.times) == ("Раз\n\nДва", [[1.0, 2.5], [3.0, 5.0]])


def test_line_typed_without_a_time_is_refused_and_kept(editor_client):
    song = factories.song(status=Status.DRAFT)
    data = filled(editor_client.get(page(song))) | {"transcript": "Раз\nДва\nТри"}
    response = editor_client.post(page(song), data)
    assert "Lines of the transcript: 3, cues: 2." in response.text
    assert filled(response)["transcript"] == "Раз\nДва\nТри"
    assert Recording.objects.get().transcript == "Раз\nДва"


# The sentence after saving


WARNING = (
    "The versions have different numbers of paragraphs: original 2, translation 3. "
    '<a href="{}">Join and split them</a>'
)


def test_form_says_that_the_numbers_differ(editor_client):
    text = factories.text(status=Status.DRAFT)
    response = editor_client.get(change(text))
    response = editor_client.post(change(text), filled(response) | UNEQUAL | {"_draft": "1"})
    assert response.status_code == 302
    assert WARNING.format(page(text)) in editor_client.get(change(text)).text


def test_draft_of_a_public_page_is_warned_of_too(editor_client):
    text = factories.text()
    response = editor_client.get(change(text))
    editor_client.post(change(text), filled(response) | UNEQUAL | {"_draft": "1"})
    assert WARNING.format(page(text)) in editor_client.get(change(text)).text


def test_equal_numbers_are_not_mentioned(editor_client):
    text = factories.text(status=Status.DRAFT)
    data = filled(editor_client.get(change(text))) | {"original": "a", "translation": "b"}
    editor_client.post(change(text), data | {"_draft": "1"})
    assert "different numbers" not in editor_client.get(change(text)).text


def test_form_links_the_page(editor_client):
    text = factories.text()
    assert f'href="{page(text)}"' in editor_client.get(change(text)).text


def test_image_has_no_paragraphs_to_join(editor_client):
    image = factories.image()
    assert editor_client.get(f"/admin/resources/image/{image.pk}/paragraphs/").status_code == 302
    assert "/paragraphs/" not in editor_client.get(change(image)).text


def test_author_joins_paragraphs_of_an_own_draft(client):
    author = factories.user("Authors")
    client.force_login(author)
    essay = factories.essay(owner=author, status=Status.DRAFT)
    text = factories.text(**UNEQUAL, status=Status.DRAFT, owner=author, essay=essay)
    save(client, text, press(client, text, "join:translation:0"))
    assert Text.objects.get().translation == "One. Two.\n\nThree."


def test_long_text_takes_as_many_queries_as_a_short_one(
    editor_client, django_assert_max_num_queries
):
    long = "\n\n".join(f"Paragraph {number}. It ends." for number in range(300))
    text = factories.text(original=long, translation=long)
    with django_assert_max_num_queries(12):
        assert len(rows(press(editor_client, text))) == 300
