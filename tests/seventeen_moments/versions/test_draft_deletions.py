"""Sources that an editor deletes in the form of a live essay, once its draft is published."""

import pytest

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from seventeen_moments.versions.states import deleted_versions, states_of
from seventeen_moments.versions.values import display_time
from tests import factories
from tests.forms import filled
from tests.forms import row as inline
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    drafts,
    make_due,
    messages,
    page_for,
    press,
    send,
)
from tests.seventeen_moments.versions.draft_forms import publish as publish_in_admin

TICK = {"texts-0-DELETE": "on"}
UNTICK = {"texts-0-DELETE": None}


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


@pytest.fixture
def text(essay):
    return factories.text(essay=essay, title="Decree", slug="decree")


def without_right_to_delete():
    editor = factories.user("Editors")
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="delete_text"))
    return editor


def rows(response, prefix):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == prefix)


def test_deletion_is_saved_with_the_draft_of_the_essay(essay, text, save):
    save(essay, **TICK)
    assert Text.objects.published().get() == text
    child = Draft.objects.of(text).get()
    assert (child.deletes, child.data, child.parent.target) == (True, {}, essay)


def test_publishing_deletes_the_source(essay, text, save, publish):
    save(essay, summary="New.", **TICK)
    publish(essay)
    assert (Text.objects.count(), Draft.objects.count()) == (0, 0)
    assert Essay.objects.get().summary == "New."


def test_form_publishes_the_deletion(essay, text, save, editor_client):
    save(essay, **TICK)
    publish_in_admin(editor_client, essay)
    assert (Text.objects.count(), Draft.objects.count()) == (0, 0)


def test_deletion_is_said_after_it(essay, text, editor_client):
    response = publish_in_admin(editor_client, essay, **TICK)
    assert messages(editor_client.get(response.url)) == [
        "The essay “Prisoners Return” is public: "
        '<a href="/essays/return/">view the page</a>. 1 source is deleted.'
    ]


def test_scheduled_deletion_is_said(essay, text, editor_client):
    response = publish_in_admin(editor_client, essay, **TICK, **at(TOMORROW))
    when = f"{TOMORROW:%-d %B %Y, %H:%M}"
    assert messages(editor_client.get(response.url)) == [
        f"The changes to the essay “Prisoners Return” become public on {when}: "
        f'<a href="/essays/return/?draft">preview</a>. 1 source will be deleted on {when}.'
    ]


def test_scheduled_deletion_is_published_in_time(essay, text, editor_client):
    publish_in_admin(editor_client, essay, **TICK, **at(TOMORROW))
    assert Text.objects.count() == 1
    make_due()
    assert publish_due() == [("Prisoners Return", "")]
    assert Text.objects.count() == 0


def test_deleted_source_is_in_the_history(essay, text, save, publish):
    save(essay, **TICK)
    publish(essay)
    assert [version.object_id for version in deleted_versions(Text)] == [str(text.pk)]
    assert states_of(Essay, essay.pk).first().members.count() == 1


def test_files_of_the_deleted_source_stay_with_the_history(
    essay, save, publish, stored, editor_client
):
    image = factories.image(essay=essay)
    save(essay, **{"images-0-DELETE": "on"})
    publish(essay)
    assert Image.objects.count() == 0
    assert stored() == sorted(image.file_names())
    assert editor_client.get(image.file.url).status_code == 200


def test_form_shows_the_tick_again(essay, text, save, editor_client):
    save(essay, **TICK)
    factories.text(essay=essay)
    data = filled(editor_client.get(change(essay)))
    assert {name for name in data if name.endswith("-DELETE")} == {"texts-0-DELETE"}


def test_tick_stays_when_the_form_is_saved_again(essay, text, save):
    save(essay, **TICK)
    save(essay, summary="New.")
    assert Draft.objects.of(text).get().deletes


def test_tick_is_taken_off(essay, text, save):
    save(essay, summary="New.", **TICK)
    save(essay, **UNTICK)
    assert drafts() == {"Prisoners Return": {"summary": "New."}}
    assert Text.objects.count() == 1


def test_draft_without_any_other_change_ends_with_the_tick(essay, text, save):
    save(essay, **TICK)
    save(essay, **UNTICK)
    assert not Draft.objects.exists()


def test_changes_of_the_row_survive_the_tick(essay, text, save):
    save(essay, **{"texts-0-title": "Law"})
    save(essay, **TICK)
    save(essay, **UNTICK)
    assert drafts() == {"Prisoners Return": {}, "Decree": {"title": "Law"}}
    assert not Draft.objects.of(text).get().deletes


def test_hidden_source_is_deleted_with_the_draft_too(essay, text, save, publish):
    Text.objects.update(status=Status.DRAFT)
    save(essay, **TICK)
    assert Text.objects.count() == 1
    publish(essay)
    assert Text.objects.count() == 0


def test_tick_of_a_hidden_source_is_taken_off(essay, text, save):
    Text.objects.update(status=Status.DRAFT)
    save(essay, **TICK)
    save(essay, **UNTICK)
    assert (Text.objects.count(), Draft.objects.count()) == (1, 0)


def test_upload_in_a_deleted_row_is_not_stored(essay, save, stored):
    image = factories.image(essay=essay)
    save(essay, **{"images-0-DELETE": "on", "images-0-file": factories.picture(60, 40)})
    assert stored() == sorted(image.file_names())
    assert drafts() == {"Prisoners Return": {}, "At the Camp Gate": {}}


def test_hidden_row_of_an_essay_that_is_no_draft_is_deleted_at_once(editor_client):
    text = factories.text(essay=factories.essay(status=Status.DRAFT))
    press(editor_client, "_draft", text.essay, **TICK)
    assert Text.objects.count() == 0


def test_new_source_takes_the_address_of_the_deleted_one(essay, text, save, publish):
    other = factories.text(essay=essay, title="Law", slug="law")
    save(essay, **TICK)
    Draft.objects.create(
        target=other, data={"slug": "decree"}, parent=Draft.objects.of(essay).get()
    )
    publish(essay)
    assert Text.objects.get().slug == "decree"


def test_deleted_lead_image_is_taken_off_the_essay(essay, save, publish):
    image = factories.image(essay=essay)
    Essay.objects.update(lead_image=image)
    save(essay, summary="New.", **{"images-0-DELETE": "on"})
    publish(essay)
    assert Essay.objects.values_list("lead_image", "summary").get() == (None, "New.")


def test_new_row_of_a_draft_is_deleted_with_it(essay, text, save, publish):
    save(essay, **inline("texts", 1, title="Law", kind="other", status="published"))
    save(essay, **{"texts-1-DELETE": "on"})
    publish(essay)
    assert Text.objects.get() == text


def test_publishing_the_last_part_of_a_draft_ends_the_draft_of_the_essay(essay, text, publish):
    parent = Draft.objects.create(target=essay)
    Draft.objects.create(target=text, data={"title": "Law"}, parent=parent)
    publish(text)
    assert (Text.objects.get().title, Draft.objects.count()) == ("Law", 0)


# Linked sources


def test_deletion_of_a_linked_source_is_confirmed_once(essay, text, save):
    essay.body = f'<p><a data-source="{text.key}">The decree</a> was read.</p>'
    essay.save()
    response = save(essay, **TICK)
    assert "texts-remove" in str(rows(response, "texts").non_form_errors())
    assert not Draft.objects.exists()
    save(essay, **TICK, **{"texts-remove": text.key})
    assert Draft.objects.of(text).get().deletes
    save(essay, summary="New.")
    assert Draft.objects.of(essay).get().data == {"summary": "New."}


# Rights


def test_tick_needs_permission_to_delete(client, essay, text):
    client.force_login(without_right_to_delete())
    press(client, "_draft", essay, summary="New.", **TICK)
    assert drafts() == {"Prisoners Return": {"summary": "New."}}


def test_tick_of_another_editor_stays(client, essay, text, save):
    save(essay, **TICK)
    client.force_login(without_right_to_delete())
    press(client, "_draft", essay, **{"texts-0-title": "Law"})
    child = Draft.objects.of(text).get()
    assert (child.deletes, child.data) == (True, {"title": "Law"})


NOT_PERMITTED = (
    "“Decree” would be deleted with this draft. Whoever publishes it needs the permission to "
    "delete it."
)


def test_publisher_needs_permission_to_delete(client, essay, text, save, publish):
    save(essay, **TICK)
    editor = without_right_to_delete()
    with pytest.raises(Exception, match="needs the permission") as refused:
        publish(essay, user=editor)
    assert refused.value.messages == [NOT_PERMITTED]
    client.force_login(editor)
    response = publish_in_admin(client, essay)
    assert response.context["form"].non_field_errors() == [NOT_PERMITTED]
    assert (Text.objects.count(), Draft.objects.count()) == (1, 2)


def test_author_who_may_no_longer_delete_makes_the_schedule_fail(essay, text, editor_client):
    publish_in_admin(editor_client, essay, **TICK, **at(TOMORROW))
    make_due()
    Draft.objects.update(author=without_right_to_delete())
    assert publish_due() == [("Prisoners Return", NOT_PERMITTED)]
    assert Text.objects.count() == 1


# Others


def test_source_deleted_in_the_meantime_is_no_error(essay, text, save, publish):
    save(essay, summary="New.", **TICK)
    text.delete()
    publish(essay)
    assert Essay.objects.get().summary == "New."


def test_source_that_lost_its_row_is_no_error(essay, text, save, publish):
    save(essay, summary="New.", **TICK)
    text.themes.clear()
    Text.objects.filter(pk=text.pk)._raw_delete("default")
    publish(essay)
    assert (Essay.objects.get().summary, Draft.objects.count()) == ("New.", 0)


def test_source_with_its_own_draft_is_not_deleted(essay, text, save, editor_client):
    press(editor_client, "_draft", text, description="Half-done")
    response = save(essay, **TICK)
    assert rows(response, "texts").non_form_errors() == [
        "“Decree” has its own draft now. Publish or discard that first."
    ]
    assert drafts() == {"Decree": {"description": "Half-done"}}


def test_tick_of_another_editor_is_a_conflict(essay, text, save, editor_client):
    form = editor_client.get(change(essay))
    save(essay, **TICK)
    response = send(editor_client, "_draft", essay, form, summary="New.")
    differences = response.context["conflict"].differences
    assert [(each.label, each.pieces) for each in differences] == [
        ("Decree: Will be deleted", [("removed", "yes"), ("added", "no")])
    ]
    assert Draft.objects.of(text).get().deletes


def test_same_tick_of_two_editors_is_no_conflict(essay, text, save, editor_client):
    form = editor_client.get(change(essay))
    save(essay, **TICK)
    send(editor_client, "_draft", essay, form, **TICK)
    assert Draft.objects.of(text).get().deletes


@pytest.mark.parametrize(
    ("answers", "said", "number"),
    [
        ({}, "The text “Decree” was deleted.", 0),
        (at(TOMORROW), f"The text “Decree” will be deleted on {display_time(TOMORROW)}.", 1),
    ],
    ids=["now", "tomorrow"],
)
def test_source_is_deleted_from_its_own_page(editor_client, text, answers, said, number):
    press(editor_client, "_draft", text.essay, **TICK)
    asked = editor_client.get(page_for(text, "publish"))
    assert asked.context["sentence"] == "Publish now: the text is deleted."
    response = publish_in_admin(editor_client, text, **answers)
    assert response.url == change(text.essay)
    assert said in messages(editor_client.get(response.url))
    assert Text.objects.count() == number


def test_deletions_are_not_counted_among_what_becomes_public(editor_client, text):
    other = factories.text(essay=text.essay, status=Status.DRAFT)
    press(editor_client, "_draft", text.essay, **TICK)
    page = editor_client.get(f"/admin/resources/text/publish/?rows={text.pk},{other.pk}")
    assert page.context["sentence"] == "Publish now: 1 page becomes public."
