"""The time of the next scheduled draft, cached in this process: most requests need no query.

A draft scheduled by another process is noticed within MAX_AGE seconds, and so is late only if it
was scheduled for a time nearer than that.
"""

from time import monotonic

MAX_AGE = 10  # seconds


class Schedule:
    next_time = None
    _fresh_until = 0

    def update(self, next_time):
        self.next_time, self._fresh_until = next_time, monotonic() + MAX_AGE

    def invalidate(self):
        self._fresh_until = 0

    @property
    def is_fresh(self):
        return monotonic() < self._fresh_until


schedule = Schedule()
