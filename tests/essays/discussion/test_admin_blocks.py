"""The list of blocked senders in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Block, ModerationAction
from tests import factories
from tests.forms import filled

LIST, ADD = reverse("admin:essays_block_changelist"), reverse("admin:essays_block_add")

pytestmark = pytest.mark.django_db


def add(client, lines, **fields):
    return client.post(ADD, filled(client.get(ADD), lines=lines, **fields), follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def listed(response):
    return [block.shown for block in response.context["cl"].result_list]


def test_many_lines_are_added_at_once(moderator_client):
    Block.objects.create(kind="domain", value="old.example")
    lines = "@spam.example\r\nBoris@example.org\r\n@old.example\r\n203.0.113.0/24"
    response = add(moderator_client, lines, reason="Casino")
    assert told(response) == ["3 new blocks.", "1 was already blocked."]
    assert sorted(listed(response)) == [
        "203.0.113.0/24",
        "@old.example",
        "@spam.example",
        "boris@example.org",
    ]
    assert Block.objects.filter(reason="Casino", by__isnull=False).count() == 3


def test_lines_of_two_moderators_are_both_kept(moderator_client):
    pages = [moderator_client.get(ADD) for _ in range(2)]
    for page, line in zip(pages, ["@one.example", "@two.example"], strict=True):
        moderator_client.post(ADD, filled(page, lines=line))
    assert Block.objects.in_force().count() == 2


def test_line_that_cannot_be_read_is_named_and_nothing_typed_is_lost(moderator_client):
    response = add(moderator_client, "@spam.example\r\nnot one", reason="Casino")
    assert "“not” is not an e-mail address" in response.context["form"].errors["lines"][0]
    assert [text in response.text for text in ["@spam.example\r\nnot one", "Casino"]] == [True] * 2
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("@spam.example", "@spam.example would have met 2 approved comments."),
        ("anna@spam.example", "anna@spam.example would have met 1 approved comment."),
        ("@mail.spam.example", "@mail.spam.example would have met 1 approved comment."),
        ("@gmail.com", "@gmail.com is a public mail service: many people have addresses there."),
    ],
)
@pytest.mark.parametrize("more", [0, 60])
def test_block_of_approved_authors_asks_first(moderator_client, line, warning, more):
    factories.comment(email="anna@spam.example")
    factories.comment(email="boris@mail.spam.example")
    factories.comment(email="clara@spam.example", state="spam")
    factories.comment(email="dora@notspam.example", author_role="editor")
    lines = "\n".join([line, *(f"@bots{number}.example" for number in range(more))])
    page = add(moderator_client, lines)
    assert page.context["form"].non_field_errors()[0] == warning
    assert (len(page.context["form"].non_field_errors()), Block.objects.count()) == (2, 0)
    moderator_client.post(ADD, filled(page, sure="on"))
    assert Block.objects.count() == more + 1


def test_ended_blocks_are_listed_apart(moderator_client):
    for name, fields in {
        "now": {},
        "later": {"until": timezone.now() + timedelta(days=1)},
        "over": {"until": timezone.now() - timedelta(days=1)},
        "ended": {"ended_at": timezone.now()},
    }.items():
        Block.objects.create(kind="domain", value=f"{name}.example", **fields)
    assert sorted(listed(moderator_client.get(LIST))) == ["@later.example", "@now.example"]
    ended = moderator_client.get(LIST, {"ended": "1"})
    assert sorted(listed(ended)) == ["@ended.example", "@over.example"]


@pytest.mark.parametrize("query", ["spam", "@SPAM.example", "хлеб.рф", "Casino"])
def test_blocks_are_searched_as_they_were_typed(moderator_client, query):
    add(moderator_client, "@spam.example @хлеб.рф @spam.хлеб.рф", reason="casino")
    add(moderator_client, "@other.example")
    found = listed(moderator_client.get(LIST, {"q": query}))
    assert "@other.example" not in found
    assert [name for name in found if "spam" in name or "хлеб" in name] == found != []


def test_selected_blocks_are_ended_and_taken_up_again(moderator_client):
    add(moderator_client, "@one.example @two.example")
    page = moderator_client.get(LIST)
    keys = [block.pk for block in Block.objects.all()]
    data = filled(page, action="end_selected", _selected_action=keys)
    assert told(moderator_client.post(LIST, data, follow=True)) == ["2 blocks ended."]
    for action in ModerationAction.objects.all()[:2]:
        action.undo(factories.user())
    assert Block.objects.in_force().count() == 2


def test_button_of_a_row_ends_the_block(moderator_client):
    add(moderator_client, "@one.example")
    end = reverse("moderation:end_block", args=[Block.objects.get().pk])
    page = moderator_client.get(LIST)
    assert f'formaction="{end}"' in page.text
    response = moderator_client.post(end, filled(page, next=LIST), follow=True)
    assert (told(response), listed(response)) == (["No longer blocked: @one.example."], [])


def test_reason_and_end_of_a_block_are_changed_and_undone(moderator_client):
    add(moderator_client, "@one.example")
    block = Block.objects.get()
    change = reverse("admin:essays_block_change", args=[block.pk])
    page = moderator_client.get(change)
    day = {"until_0": "2099-12-05", "until_1": "10:00:00"}
    moderator_client.post(change, filled(page, reason="Casino", **day))
    block.refresh_from_db()
    assert (block.reason, block.until.year) == ("Casino", 2099)
    ModerationAction.objects.first().undo(factories.user())
    block.refresh_from_db()
    assert (block.reason, block.until) == ("Casino", None)


@pytest.mark.parametrize("address", ["change", "add"])
def test_end_in_the_past_is_refused(moderator_client, address):
    if address == "add":
        response = add(moderator_client, "@one.example", until="2001-01-01")
    else:
        block = Block.objects.create(kind="domain", value="one.example")
        change = reverse("admin:essays_block_change", args=[block.pk])
        day = {"until_0": "2001-01-01", "until_1": "10:00:00"}
        response = moderator_client.post(change, filled(moderator_client.get(change), **day))
    assert "Choose a time in the future" in response.text
    assert not Block.objects.exclude(until=None).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_list_has_constant_query_count(moderator_client, django_assert_num_queries, number):
    for count in range(number):
        comment = factories.comment()
        fields = {"comment": comment, "by": factories.user()}
        Block.objects.create(kind="email", value=f"{count}@spam.example", **fields)
    moderator_client.get(LIST)
    with django_assert_num_queries(8):
        moderator_client.get(LIST)


def test_page_of_a_block_says_that_it_has_not_ended(moderator_client):
    block = Block.objects.create(kind="domain", value="spam.example")
    page = moderator_client.get(reverse("admin:essays_block_change", args=[block.pk])).text
    assert (">None<" in page, page.count(">–<")) == (False, 2)


def test_list_is_titled_by_what_it_lists(moderator_client):
    assert moderator_client.get(LIST).context["title"] == "Blocked senders"
