"""A new password, or the loss of an account or a role, ends what it opened."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from seventeen_moments.editorial.accounts import password_path
from seventeen_moments.feeds.models import QueueFeed
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def moderator():
    moderator = factories.user("Moderators", "Editors", email="anna@example.org")
    moderator.set_password("the old one")
    moderator.save()
    return moderator


@pytest.fixture
def doors(moderator):
    """The statuses of the admin, a draft, the moderation queue, the secret feed and a link to set
    the password."""
    client, draft = Client(), factories.essay(status="draft").get_absolute_url()
    client.force_login(moderator)
    feed = QueueFeed.objects.create(user=moderator).get_absolute_url()
    link = password_path(moderator)

    def statuses():
        pages = [reverse("admin:index"), draft, reverse("moderation:queue"), feed]
        return [client.get(page).status_code for page in pages] + [link_works(link)]

    assert statuses() == [200, 200, 200, 200, True]
    return statuses


def link_works(link):
    return Client().get(link, follow=True).context["validlink"]


def test_new_password_ends_all_other_sessions(moderator, doors):
    own = Client()
    own.force_login(moderator)
    sent = {"old_password": "the old one", "new_password1": PASSWORD, "new_password2": PASSWORD}
    own.post(reverse("admin:password_change"), sent)
    assert doors() == [302, 404, 302, 404, False]
    assert own.get(reverse("admin:index")).status_code == 200


def test_deactivation_ends_everything_for_good(moderator, doors):
    moderator.is_active = False
    moderator.save()
    assert doors() == [302, 404, 302, 404, False]
    moderator.is_active = True
    moderator.save()
    assert not QueueFeed.objects.exists()


def test_session_goes_on_with_fewer_rights_when_a_role_is_taken(moderator, doors):
    moderator.groups.set(Group.objects.filter(name="Editors"))
    assert doors() == [200, 200, 403, 404, True]
    moderator.groups.clear()
    moderator.groups.set(Group.objects.filter(name="Moderators"))
    assert doors() == [200, 404, 200, 404, True]  # the feed needs a new address


def test_account_that_is_not_staff_any_more_enters_nowhere(moderator, doors):
    moderator.is_staff = False
    moderator.save()
    assert doors()[:4] == [302, 404, 302, 404]
