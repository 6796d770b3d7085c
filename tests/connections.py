"""Two connections to the database at once."""

from threading import Event, Thread

from django.db import connection, transaction

PATIENCE = 0.5  # seconds in which what waits for nobody is long done


def meanwhile(first, second):
    """What `second()` gives, on another connection, begun while the transaction of `first()` is
    open; None for what did not wait until that ended."""
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
