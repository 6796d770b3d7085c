"""Of what pages can do without: it is not asked again for some seconds after it failed."""

import logging
from time import monotonic

PAUSE = 5  # seconds without asking what failed
LOG_EVERY = 60  # seconds

logger = logging.getLogger(__name__)


class Outage:
    """The state in this process. `message` is logged with the error, once a minute."""

    until = logged = float("-inf")

    def __init__(self, message):
        self.message = message

    def begin(self, error):
        self.until = monotonic() + PAUSE
        self.say(error)

    def say(self, error):
        now = monotonic()
        if now >= self.logged + LOG_EVERY:
            self.logged = now
            logger.error("%s: %s", self.message, str(error).partition("\n")[0])

    @property
    def lasts(self):
        return monotonic() < self.until
