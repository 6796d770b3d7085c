"""Two commands at the same time."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests import factories
from tests.seventeen_moments.notices.notifications import (
    mails,
    reply,
    send_notices,
    subscribed_comment,
    subscription,
)

ANNA, MODERATOR = "anna@example.org", "moderator@example.org"


@pytest.fixture
def twice(transactional_db, django_db_serialized_rollback):
    def twice():
        start, failed = Barrier(2), []

        def one():
            start.wait()
            try:
                send_notices()
            except BaseException as error:
                failed.append(error)
                raise
            finally:
                connection.close()

        threads = [Thread(target=one) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return failed

    return twice


def test_two_commands_write_and_send_each_mail_once(twice, mail_server):
    essay = factories.essay()
    for _ in range(5):
        reply(subscribed_comment(essay=essay))
    for how in ["each", "daily"]:
        subscription(how)
    factories.comment(essay=essay, state="waiting")
    failed = twice()
    send_notices()  # mails that one wrote after the other had looked
    assert failed == []
    assert [len(mail_server.to(address)) for address in (ANNA, MODERATOR)] == [10, 2]
    assert len(mails()) == 12
