"""Passwords are stored by Argon2; those that are older, from the next login on."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.urls import reverse

from seventeen_moments import settings as project
from tests import factories

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def stored_hashers(settings):
    """Tests have another, which is fast."""
    settings.PASSWORD_HASHERS = project.PASSWORD_HASHERS


def test_older_password_is_stored_by_argon2_at_the_next_login(client, db, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.hashers.PBKDF2PasswordHasher.iterations", 1)
    older = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user = factories.user("Editors", password=older)
    client.post(reverse("admin:login"), {"username": user.username, "password": PASSWORD})
    stored = User.objects.get().password
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert client.get(reverse("admin:index")).status_code == 200  # the session goes on
