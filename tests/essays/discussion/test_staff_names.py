"""Readers do not sign as the staff, in whatever letters."""

import pytest

from essays.discussion.staff_names import is_like_staff, staff_names
from essays.models import Comment
from tests import factories
from tests.essays.discussion.comment_page import send

pytestmark = pytest.mark.django_db

NAMES = {"j.okafor", "Joy Okafor", "Вера Орлова"}
AUTHORS = "von Geldern, James\nMemorial"


@pytest.mark.parametrize(
    "name",
    [
        *("j.okafor", "Joy Okafor", "JOY  OKAFOR", "Okafor, Joy", "J о y Okаfоr", "Joy Okafоr"),
        *("Вера Орлова", "вера орлова", "Bepa Орлова", "Вepa Opлoвa"),
        *("James von Geldern", "von Geldern, James", "Jаmes vоn GeIdern", "Memorial"),
        *("Seventeen Moments", "seventeen-moments"),
        *("Moderator", "m0derator", "ModeratoR", "Mоdеrаtоr", "m.o.d.e.r.a.t.o.r", "Editor"),
        *("Anna (moderator)", "Administrator", "Adm1n", "AdmIn", "ＡＤＭＩＮ", "The Editor"),
        *("Dr. Joy Okafor", "Joy Okafor, PhD", "real Jоy Okafоr", "J. Okafor", "Okafor, J."),
        *("J. von Geldern", "В. Орлова", "Dr James von Geldern", "Seventeen Moments team"),
        *("Moderators", "The editorial team", "Administration", "Author", "Author of the essay"),
        *(
            "James (author of the essay)",
            "Модераторы",
            "Администрация сайта",
            "Автор",
            "Автор очерка",
        ),
        *("Модератор", "модератоp", "Moдератор", "Редактор Анна", "Администратор"),
    ],
)
def test_name_like_staff_is_found(name):
    assert is_like_staff(name, NAMES, AUTHORS)


@pytest.mark.parametrize(
    "name",
    [
        *("", "Anna", "Joy", "Okafor", "Joyce Okafor", "Вера", "Вера Орловская", "James Geldern"),
        *("Joy O.", "Joy Anna Okafor", "B. Okafor", "Вера О.", "Geldern", "Anna, author of a book"),
        *("An Na Lee", "James", "Anna Staff", "Автор Неизвестен", "Memorial Day"),
        *("Moderato", "Edith", "Modest Editorov", "سارا", "שלום", "🙂", "Seventeen", "Мода"),
    ],
)
def test_other_name_is_not(name):
    assert not is_like_staff(name, NAMES, AUTHORS)


def test_names_are_those_under_which_staff_comment():
    factories.user(username="joy", first_name="Joy", last_name="Okafor")
    factories.user(username="b.orlova")
    factories.user(username="reader", is_staff=False)
    factories.user(username="gone", is_active=False)
    assert staff_names() == {"b.orlova", "Joy Okafor"}


def test_names_take_one_query(django_assert_num_queries):
    for number in range(3):
        factories.user(username=f"user{number}")
    with django_assert_num_queries(1):
        staff_names()


def test_longest_name_among_many_accounts_is_compared():
    names = {f"Moderator Number {number}" for number in range(1000)}
    assert not is_like_staff("a\u0301 " * 40, names)


@pytest.mark.parametrize("approval", ["always", "new_authors", "never"])
def test_comment_under_a_name_like_staff_waits(client, approval):
    factories.user(username="joy", first_name="Joy", last_name="Okafor")
    essay = factories.essay(slug="prisoners-return", approval=approval)
    send(client, essay, name="Jоy Okafоr")
    comment = Comment.objects.get()
    assert (comment.state, comment.suspicion) == ("waiting", "staff")


def test_approved_comment_under_a_name_like_staff_has_no_badge(client):
    essay = factories.essay(slug="prisoners-return")
    factories.comment(essay=essay, name="Moderator", suspicion="staff")
    assert "author-role" not in client.get(essay.get_absolute_url()).text


def test_desk_marks_a_name_that_an_account_got_later(moderator_client):
    factories.comment(name="Joy Okafor", state="waiting")
    mark = "The name looks like one of the staff."
    before = moderator_client.get("/admin/moderation/").text
    factories.user(username="joy", first_name="Joy", last_name="Okafor")
    after = moderator_client.get("/admin/moderation/").text
    assert (mark in before, mark in after) == (False, True)


def test_desk_says_whether_the_address_is_confirmed(moderator_client):
    factories.comment(state="waiting")
    assert "address not confirmed" in moderator_client.get("/admin/moderation/").text
