from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from essays.models import Block, Comment, Essay, RefusedAddress
from seventeen_moments.corrections.models import Correction
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from seventeen_moments.privacy.models import Erasure
from tests import factories
from tests.seventeen_moments.notices.notifications import subscription

PAGE = reverse("admin:privacy_erasure_changelist")
ANNA = "anna@example.org"


def ask(client, step="show", email=ANNA):
    return client.post(PAGE, {"email": email, "step": step})


def counts(response):
    return {result["name"]: result["count"] for result in response.context["results"]}


@pytest.fixture
def archive(db):
    """Comments and corrections of Anna, and some of Boris."""
    essay = factories.essay(title="Home", slug="home")
    for state in Comment.State:
        factories.comment(essay=essay, state=state, text=f"Anna, {state}.")
    factories.correction(subject=essay, text="Anna corrects.", name="Anna", email=ANNA)
    boris = {"name": "Boris", "email": "boris@example.org"}
    factories.comment(essay=essay, text="Boris wrote.", **boris)
    factories.correction(subject=essay, text="Boris corrects.", **boris)
    return essay


# Page


def test_case_of_the_address_does_not_matter(moderator_client, archive):
    Comment.objects.filter(state="spam").update(email="Anna@Example.ORG")
    response = ask(moderator_client, email="ANNA@example.org")
    assert counts(response) == {"comments": 4, "corrections": 1}
    shown = [f"Anna, {state}." in response.text for state in Comment.State]
    assert (shown, "Anna corrects." in response.text) == ([True] * 4, True)


def test_data_of_others_is_not_shown(moderator_client, archive):
    assert "Boris" not in ask(moderator_client).text


def test_account_and_blocked_address_are_shown_as_retained(moderator_client):
    factories.user(email="Anna@example.org", username="anna")
    Block.objects.create(kind="domain", value="spam.example")
    Block.objects.create(kind="email", value="anna@example.org")
    response = ask(moderator_client)
    assert counts(response) == {"accounts": 1, "events": 1, "blocks": 1}
    assert "moderators can end a block" in response.text


def test_refused_questions_are_shown_as_retained(moderator_client):
    RefusedAddress.objects.refuse(ANNA)
    response = ask(moderator_client)
    assert counts(response) == {"refusals": 1}
    assert "Kept, as a keyed hash" in response.text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "joanna@example.org"),
        ("email", "anna@example.organic"),
        ("domain", "example.org"),
        ("sender", "anna@example.org"),
    ],
)
def test_similar_blocks_are_not_found(moderator_client, kind, value):
    Block.objects.create(kind=kind, value=value)
    assert counts(ask(moderator_client)) == {}


def test_unknown_address_has_no_data_and_no_buttons(moderator_client):
    page = ask(moderator_client).text
    assert ("There is no data about anna@example.org." in page, "Erase everything" in page) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "This field is required."),
        ("anna", "Enter a valid email address."),
        ("anna@example.org\0", "Enter a valid email address."),
    ],
)
def test_invalid_address_is_refused(moderator_client, email, sentence):
    response = ask(moderator_client, email=email)
    assert response.context["form"].errors["email"][0] == sentence


def test_unknown_step_does_nothing(moderator_client, archive):
    ask(moderator_client, "everything")
    assert Comment.objects.filter(email=ANNA).count() == 4


def test_texts_are_escaped(moderator_client):
    factories.comment(text="<b>Bread</b>", name="<i>Anna</i>")
    page = ask(moderator_client).text
    assert ("<b>Bread" in page, "<i>Anna" in page) == (False, False)


def test_form_is_not_sent_by_get(moderator_client, archive):
    response = moderator_client.get(PAGE, {"email": ANNA, "step": "show"})
    assert (response.context["results"], 'method="post"' in response.text) == (None, True)


def test_form_without_its_token_is_refused(archive):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("Moderators"))
    assert (ask(client, "erase").status_code, Erasure.objects.count()) == (403, 0)


@pytest.mark.parametrize("client_of", ["editor_client", "author_client"])
def test_other_groups_are_refused(request, archive, client_of):
    client = request.getfixturevalue(client_of)
    assert [ask(client, step).status_code for step in ("show", "export", "erase")] == [403] * 3
    assert Comment.objects.filter(email=ANNA).count() == 4


def test_only_retained_data_has_a_note(moderator_client, archive):
    factories.user(email=ANNA)
    page = ask(moderator_client).text
    assert ("Kept: an administrator" in page, "including open ones" in page) == (True, False)


@pytest.fixture
def hidden(db):
    """Comments and corrections of Anna about an unpublished essay and its text."""
    essay = factories.essay(title="Unheard-of", slug="unheard-of", status="draft")
    text = factories.text(title="Unheard-of", essay=essay)
    factories.comment(essay=essay, text="Bread")
    factories.correction(subject=essay, email=ANNA)
    factories.correction(subject=text, email=ANNA)


def test_moderators_do_not_see_titles_of_drafts(moderator_client, hidden):
    page = ask(moderator_client).text
    assert (page.count("Not public"), "Bread" in page, "Unheard-of" in page) == (3, True, False)


def test_administrators_see_titles_of_drafts(admin_client, hidden):
    page = ask(admin_client).text
    assert (page.count("Not public"), page.count("Unheard-of")) == (0, 3)


# Export


def test_export_names_no_drafts(moderator_client, admin_client, hidden):
    """Neither their titles nor their addresses, in e-mails to an administrator neither."""
    subscription(user=User.objects.get(username="admin"), email=ANNA)
    essay = Essay.objects.get(slug="unheard-of")
    factories.comment(essay=essay, state="waiting", email="boris@example.org")
    queue.write()
    assert "Unheard-of" in Mail.objects.get().body
    told = [ask(client, "export").text.lower() for client in (moderator_client, admin_client)]
    assert ["unheard-of" in text for text in told] == [False, True]
    assert ["bread" in text for text in told] == [True, True]


def test_export_has_every_row_in_full(moderator_client, archive):
    data = ask(moderator_client, "export").json()
    assert [row["text"] for row in data["comments"]] == [
        f"Anna, {state}." for state in Comment.State
    ]
    [correction] = data["corrections"]
    assert (correction["text"], correction["title"]) == ("Anna corrects.", "Home")
    assert (data["email"], data["accounts"], data["blocks"]) == (ANNA, [], [])


def test_export_has_flags_accounts_and_blocked_addresses(moderator_client):
    factories.comment().flags.create(reason="It names a neighbour.")
    factories.user(email=ANNA, username="anna", first_name="Anna")
    block = Block.objects.create(kind="email", value=ANNA, by=factories.user())
    data = ask(moderator_client, "export").json()
    assert data["comments"][0]["flags"] == ["It names a neighbour."]
    assert data["accounts"][0]["username"] == "anna"
    assert data["blocks"] == [{"list": "blocked senders", "since": block.at.isoformat()}]


def test_file_name_does_not_contain_the_address(moderator_client, archive):
    name = f"about-an-address-{date.today().isoformat()}.json"
    response = ask(moderator_client, "export")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


# Erasure


def test_erasing_needs_a_confirmation(moderator_client, archive):
    response = ask(moderator_client, "ask")
    notes = ["This cannot be undone.", "Name, address and text are erased", "Deleted, including"]
    assert [note in response.text for note in notes] == [True] * 3
    assert (Comment.objects.filter(email=ANNA).count(), Erasure.objects.count()) == (4, 0)


def test_erasing_leaves_nothing_about_the_person(moderator_client, archive):
    ask(moderator_client, "erase")
    rows = [*Comment.objects.values(), *Correction.objects.values(), *LogEntry.objects.values()]
    assert [row for row in rows if "nna" in str(row)] == []
    assert ask(moderator_client).context["results"] == []


def test_data_of_others_stays(moderator_client, archive):
    ask(moderator_client, "erase")
    assert Comment.objects.filter(text="Boris wrote.", name="Boris").count() == 1
    assert [row.text for row in Correction.objects.all()] == ["Boris corrects."]


def test_public_comments_are_withdrawn_and_others_deleted(moderator_client, archive):
    ask(moderator_client, "erase")
    withdrawn = Comment.objects.filter(withdrawn=True)
    assert (withdrawn.count(), Comment.objects.count()) == (2, 3)


@pytest.mark.parametrize("state", Comment.State)
def test_replies_of_others_stay_in_their_place(moderator_client, state):
    comment = factories.comment(state=state)
    reply = factories.comment(essay=comment.essay, parent=comment, email="boris@example.org")
    ask(moderator_client, "erase")
    reply.refresh_from_db()
    assert (reply.parent_id, reply.parent.name, reply.parent.withdrawn) == (comment.pk, "", True)


def test_flags_on_erased_comments_are_deleted(moderator_client):
    comment = factories.comment()
    comment.flags.create(reason="Anna names a neighbour.")
    ask(moderator_client, "erase")
    assert not comment.flags.exists()


def log(comment):
    LogEntry.objects.log_actions(factories.user().pk, [comment], CHANGE, single_object=True)


def test_log_of_the_admin_is_anonymized(moderator_client):
    erased, kept = factories.comment(), factories.comment(name="Boris", email="b@example.org")
    for comment in [erased, kept]:
        log(comment)
    ask(moderator_client, "erase")
    logged = LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)
    assert list(logged) == ["comment", "Boris: I read this twice."]


def test_log_of_deleted_comments_is_anonymized(moderator_client):
    gone = factories.comment(name="Anna")
    log(gone)
    gone.delete()
    ask(moderator_client, "erase")
    assert LogEntry.objects.get().object_repr == "comment"


def test_erasure_is_recorded_without_the_address(moderator_client, archive):
    ask(moderator_client, "erase")
    erasure = Erasure.objects.get()
    assert erasure.by.groups.get().name == "Moderators"
    numbers = {"mails": 0, "comments": 4, "corrections": 1, "moderation_log": 0}
    assert erasure.numbers == numbers
    assert ANNA not in str(Erasure.objects.values())


def test_erasures_are_listed_with_user_and_counts(moderator_client, archive):
    response = ask(moderator_client, "erase")
    page = moderator_client.get(response.url).text
    assert (
        "user-1 · E-mail notifications 0, Comments 4, Corrections 1, Moderation log 0</li>" in page
    )
    assert ("Everything about the address has been erased." in page, ANNA in page) == (True, False)


def test_erasing_retains_account_and_blocked_address(moderator_client):
    account = factories.user(email=ANNA)
    Block.objects.create(kind="email", value=ANNA)
    ask(moderator_client, "erase")
    account.refresh_from_db()
    assert (account.email, Block.objects.get().value) == (ANNA, ANNA)


@pytest.mark.parametrize("number", [1, 3])
def test_page_has_constant_query_count(moderator_client, number, django_assert_num_queries):
    for _ in range(number):
        factories.comment()
        factories.correction(email=ANNA)
        factories.user(email=ANNA)
    with django_assert_num_queries(27):
        ask(moderator_client)
