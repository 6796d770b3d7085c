from threading import Event, Thread

from django.db import connection, transaction
from django.test import Client

from essays.models import Comment, Essay
from tests import factories

WRITTEN = {"name": "Anna", "email": "anna@example.org", "text": "I was there."}


def test_comment_under_way_when_comments_close_is_refused(transactional_db):
    essay = factories.essay()
    started, answers = Event(), []

    def post():
        started.set()
        answers.append(Client().post(f"{essay.get_absolute_url()}comments/", WRITTEN).status_code)
        connection.close()

    with transaction.atomic():
        Essay.objects.filter(pk=essay.pk).update(comments_open=False)
        thread = Thread(target=post)
        thread.start()
        started.wait()
        thread.join(timeout=0.5)  # it waits for the transaction that closes the comments
        assert answers == []
    thread.join()
    assert answers == [403]
    assert not Comment.objects.exists()
