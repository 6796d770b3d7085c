import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from essays.models import Comment
from seventeen_moments.privacy import erasing
from tests import factories


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_all_is_erased_or_nothing():
    comment = factories.comment(email="anna@example.org")
    with pytest.raises(IntegrityError):
        erasing.erase("anna@example.org", User(pk=404))
    assert list(Comment.objects.filter(email="anna@example.org")) == [comment]
