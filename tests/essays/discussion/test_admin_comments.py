import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.forms import filled

LIST = reverse("admin:essays_comment_changelist")


def change(comment):
    return reverse("admin:essays_comment_change", args=[comment.pk])


def listed(response):
    return [comment.name for comment in response.context["cl"].result_list]


def act(client, action, *comments, page=None, **data):
    """From the list as it is now, or as it was when the page was loaded."""
    page = page or client.get(LIST)
    chosen = [comment.pk for comment in comments]
    data = filled(page, action=action, _selected_action=chosen, **data)
    address = f"{LIST}?{page.request['QUERY_STRING']}"
    response = client.post(address, data, follow=True)
    return [str(message) for message in response.context["messages"]]


# The queue


def test_waiting_comments_come_first_and_then_the_newest(moderator_client):
    for name, state in [
        ("Anna", "waiting"),
        ("Boris", "approved"),
        ("Clara", "waiting"),
        ("Dmitri", "spam"),
    ]:
        factories.comment(name=name, state=state)
    assert listed(moderator_client.get(LIST)) == ["Clara", "Anna", "Dmitri", "Boris"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state__exact": "spam"}, ["Boris"]),
        ({"q": "grandfather"}, ["Boris"]),
        ({"q": "boris@example.org"}, ["Boris"]),
        ({"q": "Virgin"}, ["Boris"]),
        ({"q": "nobody"}, []),
    ],
)
def test_queue_is_searched_and_filtered(moderator_client, query, found):
    factories.comment(name="Anna")
    factories.comment(
        name="Boris",
        email="boris@example.org",
        text="My grandfather was there.",
        state="spam",
        essay=factories.essay(title="Virgin Lands"),
    )
    assert listed(moderator_client.get(LIST, query)) == found


def test_queue_is_filtered_by_essay(moderator_client):
    factories.comment(name="Anna")
    comment = factories.comment(name="Boris")
    query = {"essay__id__exact": comment.essay_id}
    assert listed(moderator_client.get(LIST, query)) == ["Boris"]


def test_filter_offers_the_essays_with_comments_alone(moderator_client):
    essays = [factories.comment().essay, factories.comment().essay]
    factories.essay()
    choices = moderator_client.get(LIST).context["cl"].filter_specs[1].lookup_choices
    assert choices == [(essay.pk, essay.title) for essay in essays]


def test_text_is_escaped_in_the_queue(moderator_client):
    factories.comment(text="<script>alert(1)</script>")
    page = moderator_client.get(LIST).content.decode()
    assert ("&lt;script&gt;alert" in page, "<script>alert" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_queue_asks_the_database_alike_for_one_and_three(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        factories.comment()
    moderator_client.get(LIST)
    with django_assert_num_queries(10):
        moderator_client.get(LIST)


# Deciding


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("approve", "approved", "2 comments approved."),
        ("mark_as_spam", "spam", "2 comments marked as spam."),
        ("remove", "removed", "2 comments removed."),
    ],
)
def test_many_are_decided_at_once(moderator_client, action, state, message):
    chosen = [factories.comment(state="waiting") for _ in range(2)]
    factories.comment(state="waiting", name="Not chosen")
    said = act(moderator_client, action, *chosen)
    assert (said, Comment.objects.filter(state=state).count()) == ([message], 2)


def test_message_counts_what_changed(moderator_client):
    chosen = [factories.comment(state="waiting"), factories.comment(state="approved")]
    assert act(moderator_client, "approve", *chosen) == ["1 comment approved."]


def test_moderator_decides_on_the_page_of_the_comment(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    moderator_client.post(change(comment), filled(page, state="approved"))
    comment.refresh_from_db()
    assert comment.state == "approved"


def test_only_the_state_of_a_comment_can_be_changed(moderator_client):
    comment = factories.comment(text="I read this twice.")
    page = moderator_client.get(change(comment))
    assert list(page.context["adminform"].form.fields) == ["state", "seen"]
    forged = filled(page, state="spam", text="Forged", name="Forged")
    moderator_client.post(change(comment), forged)
    comment.refresh_from_db()
    assert (comment.text, comment.name, comment.state) == ("I read this twice.", "Anna", "spam")


def test_state_that_does_not_exist_is_refused(moderator_client):
    comment = factories.comment()
    shouted = filled(moderator_client.get(change(comment)), state="shouted")
    response = moderator_client.post(change(comment), shouted)
    assert list(response.context["adminform"].form.errors) == ["state"]


@pytest.mark.parametrize("key", ["abc", "\0", "9" * 30])
def test_selection_of_no_row_is_not_found(moderator_client, key):
    response = moderator_client.post(LIST, {"action": "approve", "_selected_action": key})
    assert response.status_code == 404


# Two windows


ONE_STAYED = (
    "1 comment has changed in the meantime, or was deleted by its author, and was left as it is."
)


def state_of(comment):
    comment.refresh_from_db()
    return comment.state


def decided_elsewhere(comment, state="removed"):
    Comment.objects.filter(pk=comment.pk).decide(state, factories.user(), seen=None)


@pytest.mark.parametrize("query", [{}, {"state__exact": "waiting"}])
@pytest.mark.parametrize(
    ("action", "said"),
    [("approve", "approved"), ("mark_as_spam", "marked as spam"), ("remove", "removed")],
)
def test_list_leaves_what_was_decided_since_it_was_loaded(moderator_client, query, action, said):
    anna, boris = (factories.comment(state="waiting") for _ in range(2))
    page = moderator_client.get(LIST, query)
    decided_elsewhere(anna, "approved" if action == "remove" else "removed")
    before = state_of(anna)
    messages = act(moderator_client, action, anna, boris, page=page)
    assert messages == [f"1 comment {said}.", ONE_STAYED]
    assert (state_of(anna), state_of(boris) != "waiting") == (before, True)


def test_words_that_changed_since_the_list_was_loaded_are_not_approved(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(LIST)
    Comment.objects.update(text="Buy!")
    assert act(moderator_client, "approve", comment, page=page)[1] == ONE_STAYED
    assert state_of(comment) == "waiting"


def test_list_that_does_not_say_what_it_showed_decides_nothing(moderator_client):
    comment = factories.comment(state="waiting")
    moderator_client.post(LIST, {"action": "approve", "_selected_action": comment.pk})
    assert state_of(comment) == "waiting"


def test_rows_of_other_pages_are_decided_in_the_state_of_the_list(moderator_client):
    Comment.objects.bulk_create(
        Comment(essay=factories.essay(), name="Anna", text="I was there.") for _ in range(60)
    )
    page = moderator_client.get(LIST, {"state__exact": "waiting"})
    decided_elsewhere(Comment.objects.last())
    chosen = Comment.objects.first()
    said = act(moderator_client, "approve", chosen, page=page, select_across="1")
    assert said == ["59 comments approved.", ONE_STAYED]


def test_rows_of_other_pages_stay_where_the_list_is_of_all_states(moderator_client):
    Comment.objects.bulk_create(
        Comment(essay=factories.essay(), name="Anna", text="I was there.") for _ in range(60)
    )
    said = act(moderator_client, "approve", Comment.objects.last(), select_across="1")
    assert said[0] == "50 comments approved."
    assert said[1].startswith("10 comments have changed in the meantime")


def test_page_of_a_comment_refuses_what_was_decided_meanwhile(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    decided_elsewhere(comment)
    response = moderator_client.post(change(comment), filled(page, state="approved"))
    assert state_of(comment) == "removed"
    assert "its state is now “Removed”. Nothing was saved." in response.text


def test_page_of_a_comment_that_was_refused_can_be_saved_on_purpose(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    decided_elsewhere(comment)
    again = moderator_client.post(change(comment), filled(page, state="approved"))
    moderator_client.post(change(comment), filled(again))
    assert state_of(comment) == "approved"


def test_page_of_a_comment_refuses_what_its_author_deleted(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    comment.withdraw()
    response = moderator_client.post(change(comment), filled(page, state="approved"))
    assert state_of(comment) == "removed"
    assert "The author deleted this comment, so it stays removed." in response.text


def test_page_of_a_comment_without_what_it_showed_saves_nothing(moderator_client):
    comment = factories.comment(state="removed")
    moderator_client.post(change(comment), {"state": "approved"})
    assert state_of(comment) == "removed"


# Flags


def flagged(**fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a <neighbour>.")
    comment.flags.create(reason="So it does.")
    return comment


def test_queue_counts_the_flags_that_nobody_dismissed(moderator_client):
    flagged().flags.create(reason="Handled.", dismissed=True)
    factories.comment()
    page = moderator_client.get(LIST)
    counts = [comment.flags_count for comment in page.context["cl"].result_list]
    assert counts == [0, 2]


def test_queue_is_narrowed_to_what_is_flagged(moderator_client):
    flagged(name="Boris")
    factories.comment()
    assert listed(moderator_client.get(LIST, {"flagged": "1"})) == ["Boris"]


def test_queue_says_what_is_suspect(moderator_client):
    factories.comment(state="spam", suspicion="word")
    assert '<span class="state spam">Spam</span><br>Blocked word' in moderator_client.get(LIST).text


def test_queue_is_narrowed_by_suspicion(moderator_client):
    factories.comment(name="Boris", suspicion="links")
    factories.comment()
    assert listed(moderator_client.get(LIST, {"suspicion__exact": "links"})) == ["Boris"]


def test_reasons_stand_on_the_page_of_the_comment(moderator_client):
    page = moderator_client.get(change(flagged())).text
    assert "It names a &lt;neighbour&gt;.<br>So it does.<br>" in page


def test_flags_are_dismissed(moderator_client):
    comment, _other = flagged(), flagged(name="Boris")
    assert act(moderator_client, "dismiss_flags", comment) == ["2 flags dismissed."]
    assert listed(moderator_client.get(LIST, {"flagged": "1"})) == ["Boris"]


def test_flag_that_came_after_the_list_was_loaded_stays(moderator_client):
    comment = flagged()
    page = moderator_client.get(LIST)
    comment.flags.create(reason="Worse.")
    assert act(moderator_client, "dismiss_flags", comment, page=page) == ["2 flags dismissed."]
    assert [flag.reason for flag in comment.flags.raised()] == ["Worse."]


def test_flags_of_what_was_decided_meanwhile_stay(moderator_client):
    comment = flagged()
    page = moderator_client.get(LIST)
    decided_elsewhere(comment)
    said = act(moderator_client, "dismiss_flags", comment, page=page)
    assert (said, comment.flags.raised().count()) == (["0 flags dismissed.", ONE_STAYED], 2)


def test_editor_dismisses_no_flag(editor_client):
    comment = flagged()
    act(editor_client, "dismiss_flags", comment)
    assert comment.flags.raised().count() == 2


def test_passage_and_what_it_answers_stand_on_the_page_of_the_comment(moderator_client):
    opening = factories.comment(name="Boris", text="I disagree.")
    comment = factories.comment(essay=opening.essay, parent=opening, about=1, quote="Bread.")
    page = moderator_client.get(change(comment)).text
    assert ["Boris: I disagree." in page, "Bread." in page] == [True, True]


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_comment_is_viewed_where_readers_may_see_it(moderator_client, state):
    comment = factories.comment(state=state, essay=factories.essay(slug="home"))
    address = {"waiting": "/essays/home/", "approved": f"/essays/home/comments/{comment.pk}/"}
    page = moderator_client.get(change(comment)).text
    assert f'<a href="{address[state]}" class="viewsitelink">' in page


# Who sees and does what


def test_moderator_sees_the_address_of_the_writer(moderator_client):
    comment = factories.comment(email="anna@example.org")
    pages = [moderator_client.get(address).content.decode() for address in (LIST, change(comment))]
    assert ["anna@example.org" in page for page in pages] == [True, True]


def test_editor_reads_comments_without_the_address_of_the_writer(editor_client):
    comment = factories.comment(email="anna@example.org")
    pages = [editor_client.get(address).content.decode() for address in (LIST, change(comment))]
    assert [("Anna" in page, "anna@example.org" in page) for page in pages] == [(True, False)] * 2


def test_editor_does_not_search_by_the_address_of_the_writer(editor_client):
    factories.comment(email="anna@example.org")
    assert listed(editor_client.get(LIST, {"q": "anna@example.org"})) == []


def test_editor_does_not_decide(editor_client):
    comment = factories.comment(state="waiting")
    response = editor_client.post(change(comment), {"state": "approved"})
    act(editor_client, "approve", comment)
    comment.refresh_from_db()
    assert (response.status_code, comment.state) == (403, "waiting")


def test_nobody_adds_a_comment_in_the_admin(admin_client):
    assert admin_client.get(reverse("admin:essays_comment_add")).status_code == 403


def test_moderator_does_not_delete_a_comment(moderator_client):
    comment = factories.comment()
    address = reverse("admin:essays_comment_delete", args=[comment.pk])
    response = moderator_client.post(address, {"post": "yes"})
    assert (response.status_code, Comment.objects.count()) == (403, 1)


# Essays that moderators may not see


@pytest.fixture
def hidden(db):
    essay = factories.essay(title="Unheard-of", status="draft")
    return factories.comment(essay=essay, text="Bread", state="waiting")


def test_list_and_its_filter_name_no_draft(moderator_client, hidden):
    factories.comment(essay=factories.essay(title="Home"))
    factories.comment(essay=factories.essay(title="Steel"))
    page = moderator_client.get(LIST).text
    assert ("Bread" in page, "Home" in page, "Unheard-of" in page) == (True, True, False)


def test_page_of_a_comment_names_no_draft(moderator_client, hidden):
    page = moderator_client.get(change(hidden)).text
    assert ("Bread" in page, "Unheard-of" in page) == (True, False)


def test_editors_read_which_draft_is_commented_on(editor_client, hidden):
    assert "Unheard-of" in editor_client.get(LIST).text


@pytest.mark.parametrize(("words", "found"), [("Unheard", 0), ("Bread", 1)])
def test_search_finds_no_comment_by_the_title_of_a_hidden_draft(
    moderator_client, hidden, words, found
):
    listed = moderator_client.get(LIST, {"q": words}).context["cl"].result_count
    assert listed == found


def test_search_finds_comments_by_the_title_of_a_public_essay(moderator_client):
    comment = factories.comment(essay=factories.essay(title="Home"))
    listed = moderator_client.get(LIST, {"q": "home"}).context["cl"].queryset
    assert list(listed) == [comment]


def test_order_by_essay_tells_nothing_of_the_title_of_a_draft(moderator_client, hidden):
    home = factories.comment(essay=factories.essay(title="Home"))
    listed = moderator_client.get(LIST, {"o": "4"}).context["cl"].queryset
    assert list(listed) == [hidden, home]
