"""Two connections to the database at once."""

from threading import Event, Thread

from django.db import connection, transaction

PATIENCE = 0.5  # seconds, much longer than a query that does not wait


def meanwhile(first, second):
    """The result of `second()`, on another connection, during the transaction of `first()`.

    None if it did not wait for the end of that transaction.
    """
    started, answers = Event(), []

    def run():
        started.set()
        answers.append(second())
        connection.close()

    thread = Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        started.wait()
        thread.join(timeout=PATIENCE)
        waited = thread.is_alive()
    thread.join()
    return answers[0] if waited else None
