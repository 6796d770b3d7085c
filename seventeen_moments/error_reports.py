"""Reports errors to the e-mail addresses and webhooks of ADMINS.

Django's own handler sends a mail for each error, and the visitor waits for the mail server. When
the database is down that would be thousands. Here each error is reported once an hour, and the
requests go on meanwhile.
"""

import fcntl
import json
import logging
import os
import time
import traceback
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)

PAUSE = 3600  # seconds between two reports of the same error
MOST = 10  # reports in that time
MOST_ERRORS = 100  # that are remembered
LONGEST = 20_000  # characters of a mail
LONGEST_MESSAGE = 3000  # characters of a message to a webhook
TIMEOUT = 10  # seconds, for a webhook, and for what is unsent when the process ends


class ReportHandler(logging.Handler):
    def __init__(self):
        super().__init__()
        self.process = self.thread = self.queue = None

    def emit(self, record):
        if not (settings.ADMINS or settings.ERROR_WEBHOOKS) or not is_fault(record):
            return
        try:
            repeats = Reported(settings.DATA_DIR / "reported.json").add(identity(record))
            if repeats is not None:
                self._send_later(record, repeats)
        except Exception:
            self.handleError(record)

    def _send_later(self, record, repeats):
        subject = f"[{settings.SITE_NAME}] {record.levelname}: {record.getMessage()}"
        text = self.format(record)
        if repeats:
            text += f"\n\nThis happened {repeats} more times since the last report."
        text += "\n\nEach error is reported once an hour. All of them are in the log."
        if self.process != os.getpid():  # a thread does not survive a fork
            self.process, self.queue = os.getpid(), SimpleQueue()
            self.thread = Thread(target=send_all, args=[self.queue], daemon=True)
            self.thread.start()
        self.queue.put((" ".join(subject.split())[:200], text))

    def close(self):
        """Called when the process ends."""
        if self.process == os.getpid() and self.thread:
            self.queue.put(None)
            self.thread.join(TIMEOUT)
            self.process = None
        super().close()


def is_fault(record):
    """Whether somebody should look. A refused request, as for its host name, is no fault."""
    return record.name != __name__ and getattr(record, "status_code", 500) >= 500


def identity(record):
    """Text that is the same for the same error, whatever the page."""
    place = f"{record.name} {record.msg}"
    if record.exc_info and record.exc_info[2]:
        frames = traceback.extract_tb(record.exc_info[2])
        own = [frame for frame in frames if is_own(frame.filename)]
        frame = (own or frames)[-1]
        place = f"{frame.filename}:{frame.lineno} {record.exc_info[0].__name__}"
    return place[-300:]


def is_own(file):
    return Path(file).is_relative_to(settings.BASE_DIR) and "site-packages" not in file


def send_all(queue):
    while report := queue.get():
        for send in [_mail, *(_Webhook(address) for address in settings.ERROR_WEBHOOKS)]:
            try:
                send(*report)
            except Exception as error:  # whatever a mail server or an address can do
                logger.warning("An error could not be reported: %s", error)


def _mail(subject, text):
    addresses = [address for _name, address in settings.ADMINS]
    if addresses:
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(subject, text[:LONGEST], to=addresses, headers=headers).send()


class _Webhook:
    """Slack, Mattermost, Rocket.Chat and others show the “text” of a JSON object."""

    def __init__(self, address):
        self.address = address

    def __call__(self, subject, text):
        body = json.dumps({"text": f"{subject}\n\n{text[:LONGEST_MESSAGE]}"}).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(self.address, body, headers)  # noqa: S310 - settings.py checks it
        urlopen(request, timeout=TIMEOUT).close()  # noqa: S310


class Reported:
    """When each error was reported, and how often it was not: a file for all processes."""

    lock = Lock()
    in_memory = {}

    def __init__(self, path):
        self.path = Path(path)

    def add(self, error):
        """Returns how often it happened since its last report, or None if the next is not due."""
        with self.lock:
            try:
                with self.path.open("a+") as file:
                    fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
                    file.seek(0)
                    state = _read(file)
                    repeats = _add(state, error)
                    file.truncate(0)
                    json.dump(state, file)
                    return repeats
            except OSError:  # a full disk is one of the errors
                return _add(self.in_memory, error)


def _read(file):
    try:
        return json.load(file)
    except ValueError:  # new, or the disk was full
        return {}


def _add(state, error):
    now = time.time()
    recent = [reported for reported, _repeats in state.values() if reported > now - PAUSE]
    reported, repeats = state.pop(error, (0, 0))
    due = reported <= now - PAUSE and len(recent) < MOST
    state[error] = (now, 0) if due else (reported, repeats + 1)
    while len(state) > MOST_ERRORS:  # the one that did not happen for the longest time
        del state[next(iter(state))]
    return repeats if due else None
