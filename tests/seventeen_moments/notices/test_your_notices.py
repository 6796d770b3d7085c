from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.notices.models import Subscription
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.notices.notifications import subscription

pytestmark = pytest.mark.django_db

PAGE = reverse("your_notices:yours")


@pytest.fixture
def moderator():
    return factories.user("Moderators", email="moderator@example.org")


@pytest.fixture
def client(client, moderator):
    client.force_login(moderator)
    return client


def choose(client, **changes):
    return client.post(PAGE, filled(client.get(PAGE), **changes))


def chosen():
    return Subscription.objects.values_list("how", "email", "hour", "language").get()


def test_page_suggests_the_address_of_the_account(client):
    data = filled(client.get(PAGE))
    initial = [data[name] for name in ["how", "email", "hour"]]
    assert (initial, Subscription.objects.count()) == (["none", "moderator@example.org", "7"], 0)


def test_moderator_subscribes(client):
    response = choose(client, how="daily", hour="18", email="night@example.org")
    assert (response.url, chosen()) == (PAGE, ("daily", "night@example.org", 18, "en"))


def test_moderator_changes_the_subscription(client, moderator):
    subscription("daily", user=moderator)
    choose(client, how="none")
    assert chosen()[0] == "none"


def test_subscription_of_another_user_is_not_changed(client):
    other = subscription("daily")
    choose(client, how="each")
    assert Subscription.objects.get(pk=other.pk).how == "daily"


@pytest.mark.parametrize(("before", "moves"), [("none", True), ("each", False)])
def test_new_choice_starts_from_now(client, moderator, before, moves):
    since = timezone.now() - timedelta(days=9)
    subscription(before, user=moderator, since=since)
    choose(client, how="each", hour="3")
    assert (Subscription.objects.get().since > since) is moves


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "", "Where should the e-mails be sent?"),
        ("email", "me", "Enter a valid email address."),
        ("how", "often", "Select a valid choice. often is not one of the available choices."),
        ("hour", "24", "Select a valid choice. 24 is not one of the available choices."),
    ],
)
def test_invalid_choice_is_refused(client, field, value, sentence):
    response = choose(client, **{"how": "each"} | {field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert not Subscription.objects.exists()


def test_no_address_is_needed_without_mails(client):
    choose(client, how="none", email="")
    assert chosen() == ("none", "", 7, "en")


def test_dashboard_of_moderators_links_the_page(client):
    assert f'href="{PAGE}"' in client.get("/admin/").text


def test_dashboard_of_editors_does_not_link_the_page(client):
    client.force_login(factories.user("Editors"))
    assert f'href="{PAGE}"' not in client.get("/admin/").text
