"""One thread of a process makes a page, while the others that want the same wait for it."""

from contextlib import contextmanager
from threading import Event, Lock

PATIENCE = 10  # seconds; then a thread makes the page itself


class Flight:
    def __init__(self):
        self.landed = Event()
        self.answer = None  # if it is for everybody


flights = {}
lock = Lock()


@contextmanager
def leading(key):
    """Yields the flight of the key and whether this thread is the one that makes the page.

    However that ends, the others go on: they wait once, not in a row.
    """
    with lock:
        leads = key not in flights
        flight = flights.setdefault(key, Flight())
    try:
        yield flight, leads
    finally:
        if leads:
            with lock:
                del flights[key]
            flight.landed.set()
