"""The moderators' desk: what lies there, and what one click does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment, Decision, Flag
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

DESK, UNDO = reverse("moderation:desk"), reverse("moderation:undo")


def shown(response):
    return [comment.name for comment in response.context["entries"]]


def act(client, do, *chosen, **query):
    data = {"do": do, "chosen": [comment.pk for comment in chosen]}
    response = client.post(reverse("moderation:desk", query=query), data, follow=True)
    return [str(message) for message in response.context["messages"]]


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def waiting(*names, **fields):
    fields.setdefault("essay", factories.essay())
    return [factories.comment(name=name, state="waiting", **fields) for name in names]


# What lies there


def test_what_waits_comes_oldest_first(moderator_client):
    anna, _boris = waiting("Anna", "Boris")
    Comment.objects.filter(pk=anna.pk).update(created=timezone.now() + timedelta(hours=1))
    factories.comment(name="Clara")
    assert shown(moderator_client.get(DESK)) == ["Boris", "Anna"]


@pytest.mark.parametrize(
    ("tray", "names"),
    [
        ("waiting", ["waiting"]),
        ("flagged", ["flagged"]),
        ("spam", ["spam"]),
        ("removed", ["removed"]),
        ("approved", ["approved", "flagged"]),
        ("nonsense", ["waiting"]),
    ],
)
def test_each_tray_holds_its_own(moderator_client, tray, names):
    for state in Comment.State.values:
        factories.comment(name=state, state=state)
    flagged = factories.comment(name="flagged")
    Flag.objects.create(comment=flagged, reason="Rude")
    Flag.objects.create(comment=Comment.objects.get(name="approved"), reason="No", dismissed=True)
    factories.comment(name="gone").withdraw()
    assert sorted(shown(moderator_client.get(DESK, {"tray": tray}))) == names


def test_counts_are_shown_for_every_tray(moderator_client):
    waiting("Anna", "Boris")
    factories.comment(state="spam")
    counts = moderator_client.get(DESK).context["counts"]
    assert counts == {"waiting": 2, "flagged": 0, "spam": 1, "removed": 0, "approved": 0}


def test_one_essay_alone_is_shown(moderator_client):
    waiting("Anna")
    [boris] = waiting("Boris")
    response = moderator_client.get(DESK, {"essay": boris.essay_id})
    assert (shown(response), response.context["counts"]["waiting"]) == (["Boris"], 1)


@pytest.mark.parametrize("query", [{"essay": "x"}, {"essay": "999"}, {"after": "9" * 30}])
def test_nonsense_in_the_address_shows_all(moderator_client, query):
    waiting("Anna")
    assert shown(moderator_client.get(DESK, query)) == ["Anna"]


@pytest.mark.parametrize("tray", ["waiting", "spam"])
def test_pages_follow_each_other(moderator_client, tray):
    essay = factories.essay()
    for number in range(27):
        factories.comment(essay=essay, name=str(number), state=tray)
    first = moderator_client.get(DESK, {"tray": tray})
    last = first.context["entries"][-1]
    second = moderator_client.get(DESK, {"tray": tray, "after": last.pk})
    names = shown(first) + shown(second)
    assert sorted(names, key=int) == [str(number) for number in range(27)]
    assert (len(shown(first)), first.context["more"], second.context["more"]) == (25, True, False)


def test_entry_shows_all_that_is_needed_to_decide(moderator_client):
    essay = factories.essay(title="Virgin Lands", slug="virgin-lands")
    opening = factories.comment(essay=essay, name="Clara", email="clara@example.org", text="Why?")
    factories.comment(essay=essay, state="spam")
    comment = factories.comment(
        essay=essay, state="waiting", about=2, quote="Steel.", parent=opening, suspicion="links"
    )
    Flag.objects.create(comment=comment, reason="This is rude")
    page = moderator_client.get(DESK).text
    words = [
        "anna@example.org",
        "1 spam",
        '<a href="/essays/virgin-lands/#p2">Steel.</a>',
        "In reply to Clara: “Why?”",
        "<p>I read this twice.</p>",
        "Many links",
        "This is rude",
    ]
    assert [word for word in words if word not in page] == []


def test_essay_that_moderators_may_not_see_is_not_named(moderator_client):
    essay = factories.essay(title="Virgin Lands", slug="virgin-lands", status="draft")
    waiting("Anna", essay=essay, about=2, quote="Steel.")
    page = moderator_client.get(DESK).text
    assert ("Virgin Lands" in page, "Steel." in page, "/virgin-lands/" in page) == (
        False,
        True,
        False,
    )


def test_filter_names_no_draft(moderator_client):
    essay = factories.essay(title="Virgin Lands", status="draft")
    page = moderator_client.get(DESK, {"essay": essay.pk})
    assert (page.context["essay"], "Virgin Lands" in page.text) == (None, False)


def test_administrator_narrows_the_desk_to_a_draft(admin_client):
    essay = factories.essay(title="Virgin Lands", status="draft")
    assert admin_client.get(DESK, {"essay": essay.pk}).context["essay"] == essay


def test_words_of_readers_are_no_markup(moderator_client):
    waiting("<b>Anna", text="<script>alert(1)</script>")
    page = moderator_client.get(DESK).text
    assert ("<b>Anna" in page, "<script>alert" in page) == (False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_desk_asks_alike_for_one_and_three(moderator_client, number):
    for count in range(number):
        comment = waiting("Anna", email=f"{count}@example.org")[0]
        Flag.objects.create(comment=comment, reason="Rude")
        Comment.objects.filter(pk=comment.pk).decide("spam", factories.user(), seen=None)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        moderator_client.get(DESK, {"tray": "spam"})
    assert len(queries) == 14


# What one click does


@pytest.mark.parametrize(
    ("tray", "do", "state"),
    [
        ("waiting", "approve", "approved"),
        ("waiting", "spam", "spam"),
        ("waiting", "remove", "removed"),
        ("spam", "restore", "approved"),
        ("spam", "wait", "waiting"),
        ("removed", "restore", "approved"),
        ("approved", "wait", "waiting"),
    ],
)
def test_one_click_decides_about_one(moderator_client, tray, do, state):
    comments = [factories.comment(state=tray) for _ in range(2)]
    act(moderator_client, f"{do}:{comments[0].pk}", tray=tray)
    assert states() == [state, tray]


def test_chosen_ones_are_decided_together(moderator_client):
    anna, _boris, clara = waiting("Anna", "Boris", "Clara")
    assert act(moderator_client, "spam", anna, clara) == ["Spam: 2 comments."]
    assert states() == ["spam", "waiting", "spam"]


def test_decision_leads_to_the_next_comment(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    response = moderator_client.post(DESK, {"do": f"approve:{anna.pk}"})
    assert response.url == f"{DESK}#comment-{boris.pk}"


def test_last_decision_leads_to_what_is_left(moderator_client):
    [anna] = waiting("Anna")
    response = moderator_client.post(DESK, {"do": f"approve:{anna.pk}"})
    assert response.url == DESK


def test_flags_are_dismissed_and_the_comment_stays(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    act(moderator_client, f"keep:{comment.pk}", tray="flagged")
    assert (states(), Flag.objects.raised().count()) == (["approved"], 0)


def test_moderator_is_told_what_another_decided_meanwhile(moderator_client):
    [anna] = waiting("Anna")
    Comment.objects.decide("approved", factories.user(), seen=None)
    said = act(moderator_client, "spam", anna)
    late = "Someone else decided on 1 of them in the meantime: it was left as it is."
    assert (said, states()) == (["Spam: 0 comments.", late], ["approved"])


def sent(client, page, do, **fields):
    """The form of the page as it was loaded."""
    here = page.context["here"]
    client.post(here, filled(page, do=do) | fields)


def test_words_that_changed_since_the_desk_was_loaded_are_not_approved(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(DESK)
    Comment.objects.update(text="Buy!")
    sent(moderator_client, page, f"approve:{anna.pk}")
    assert states() == ["waiting"]


def test_words_that_changed_since_the_desk_was_loaded_are_not_answered(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(DESK)
    Comment.objects.update(text="Buy!")
    sent(moderator_client, page, f"reply:{anna.pk}", **{f"reply-{anna.pk}-text": "Well said."})
    assert states() == ["waiting"]


def test_flag_that_came_after_the_desk_was_loaded_stays(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    page = moderator_client.get(DESK, {"tray": "flagged"})
    Flag.objects.create(comment=comment, reason="Worse", address="b")
    sent(moderator_client, page, f"keep:{comment.pk}")
    assert [flag.reason for flag in Flag.objects.raised()] == ["Worse"]


def test_flags_of_what_another_removed_meanwhile_stay(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    Comment.objects.decide("removed", factories.user(), seen=None)
    said = act(moderator_client, f"keep:{comment.pk}", tray="flagged")
    late = "Someone else decided on 1 of them in the meantime: it was left as it is."
    assert (said, Flag.objects.raised().count()) == (["Keep, dismiss flags: 0 comments.", late], 1)


@pytest.mark.parametrize("do", ["", "delete", "restore", "approve:x", "reply", "approve:"])
def test_what_cannot_be_done_is_refused(moderator_client, do):
    [anna] = waiting("Anna")
    assert act(moderator_client, do, anna) == ["This action is not available here."]
    assert states() == ["waiting"]


def test_nothing_chosen_is_said(moderator_client):
    waiting("Anna")
    assert act(moderator_client, "spam") == ["No comment is selected."]


def test_comment_that_is_not_there_is_missing(moderator_client):
    assert moderator_client.post(DESK, {"do": "spam:999"}).status_code == 404


# Undo


def undo(client, page=None, **fields):
    """By the button of the page, or of the desk as it is now."""
    undoable = (page or client.get(DESK)).context["undoable"]
    response = client.post(UNDO, {"batch": undoable.batch, **fields}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_last_action_is_undone(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, "spam", anna, boris)
    assert undo(moderator_client) == ["Undone: 2 comments."]
    assert states() == ["waiting", "waiting"]


def test_desk_says_what_would_be_undone(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    assert moderator_client.get(DESK).context["undoable"] is None
    act(moderator_client, "spam", anna, boris)
    undoable = moderator_client.get(DESK).context["undoable"]
    assert (undoable.title, undoable.count) == ("Spam", 2)


def test_what_others_changed_since_stays_and_is_said(moderator_client):
    anna, boris, clara = waiting("Anna", "Boris", "Clara")
    act(moderator_client, "spam", anna, boris, clara)
    Comment.objects.filter(pk=anna.pk).decide("approved", factories.user(), seen=None)
    said = ["Undone: 2 comments.", "1 has changed since and was left as it is."]
    assert (undo(moderator_client), states()) == (said, ["approved", "waiting", "waiting"])


def test_undo_never_takes_back_another_action_than_its_button_names(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"approve:{anna.pk}")
    act(moderator_client, f"approve:{boris.pk}")
    page = moderator_client.get(DESK)
    Comment.objects.filter(pk=boris.pk).decide("spam", factories.user(), seen=None)
    said = ["Undone: 0 comments.", "1 has changed since and was left as it is."]
    assert (undo(moderator_client, page), states()) == (said, ["approved", "spam"])


def test_last_action_that_others_changed_offers_no_undo(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"approve:{anna.pk}")
    act(moderator_client, f"approve:{boris.pk}")
    Comment.objects.filter(pk=boris.pk).decide("spam", factories.user(), seen=None)
    page = moderator_client.get(DESK)
    assert (page.context["undoable"].count, 'id="undo"' in page.text) == (0, False)


def test_double_click_on_undo_undoes_once(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"spam:{anna.pk}")
    act(moderator_client, f"spam:{boris.pk}")
    page = moderator_client.get(DESK)
    said = [undo(moderator_client, page) for _ in range(2)]
    assert said == [["Undone: 1 comment."], ["There is nothing left to undo."]]
    assert states() == ["spam", "waiting"]


@pytest.mark.parametrize("batch", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nothing_to_undo_is_said(moderator_client, batch):
    response = moderator_client.post(UNDO, {"batch": batch}, follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert said == ["There is nothing left to undo."]


def test_what_another_did_is_not_undone(moderator_client):
    waiting("Anna")
    Comment.objects.decide("spam", factories.user(), seen=None)
    moderator_client.post(UNDO, {"batch": Decision.objects.get().batch})
    assert states() == ["spam"]


@pytest.mark.parametrize("here", ["https://elsewhere.example/", "//elsewhere.example", "/admin/"])
def test_undo_leads_to_the_desk_alone(moderator_client, here):
    assert moderator_client.post(UNDO, {"here": here}).url == DESK


def test_undo_comes_back_to_the_same_tray(moderator_client):
    here = f"{DESK}?tray=spam"
    assert moderator_client.post(UNDO, {"here": here}).url == here


# Who may


@pytest.mark.parametrize("address", [DESK, UNDO])
def test_editor_moderates_nothing(editor_client, address):
    waiting("Anna")
    assert editor_client.post(address, {"do": "spam"}).status_code == 403


def test_decisions_of_the_list_are_kept_and_undone_too(moderator_client):
    [anna] = waiting("Anna")
    changelist = reverse("admin:essays_comment_changelist")
    page = moderator_client.get(changelist)
    moderator_client.post(changelist, filled(page, action="approve", _selected_action=anna.pk))
    kept = Decision.objects.count()
    undo(moderator_client)
    assert (kept, states()) == (1, ["waiting"])
