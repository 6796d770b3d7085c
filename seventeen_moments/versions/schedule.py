"""When the next draft is due, as this process knows it: most requests need not ask.

Another process may have scheduled one meanwhile; it is heard of in LOOK_AGAIN seconds, and thus
late only if it was scheduled for a time nearer than that.
"""

from time import monotonic

LOOK_AGAIN = 10  # seconds


class Timetable:
    due = None
    _known_until = 0

    def note(self, due):
        self.due, self._known_until = due, monotonic() + LOOK_AGAIN

    def forget(self):
        self._known_until = 0

    @property
    def is_known(self):
        return monotonic() < self._known_until


timetable = Timetable()
