"""How the archive holds under load, on the database that DATABASE_URL names.

    DATABASE_URL=sqlite:////tmp/load.sqlite3 python -m tests.load

Serves an invented archive (`manage.py serve`) and asks for pages and sends comments at the given
rates, each when its time has come, or as soon as a connection is free. Exit 1 if a page fails or a
comment is lost or stored twice. With `--during "pg_ctl restart …"` the command is run in the
middle: requests may fail while it runs, and refused comments are sent again, as readers do.

Written by hand: of programs for load, none holds the comments against the database afterwards.
"""

import argparse
import os
import secrets
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from threading import Lock, Thread
from urllib.parse import urlencode

import django

PATIENCE = 30  # seconds in which a refused comment is sent again
READERS, COMMENTERS = 48, 24  # connections


class Load:
    """Requests at a rate, by a number of connections."""

    def __init__(self, port, rate, seconds, connections, ask):
        self.port, self.rate, self.ask = port, rate, ask
        self.total, self.next = rate * seconds, 0
        self.lock, self.results = Lock(), []  # of number, status, start and end
        self.threads = [Thread(target=self._work) for _ in range(connections)]

    def start(self, begin, end):
        self.begin, self.end = begin, end
        for thread in self.threads:
            thread.start()

    def join(self):
        for thread in self.threads:
            thread.join()

    def _work(self):
        client = Client(self.port)
        while True:
            with self.lock:
                number, self.next = self.next, self.next + 1
            due = self.begin + number / self.rate
            if number >= self.total or time.monotonic() > self.end:
                return
            time.sleep(max(0, due - time.monotonic()))
            start = time.monotonic()
            status = self.ask(client, number)
            self.results.append((number, status, start, time.monotonic()))

    def statuses(self):
        return Counter(status for _number, status, *_times in self.results)

    def failed(self, good, down):
        """Those that failed although the database was not down."""
        return [
            (status, round(start - self.begin, 1))
            for _number, status, start, end in self.results
            if status not in good and not (down and start <= down[1] and end >= down[0])
        ]

    def tell(self, name):
        times = sorted(end - start for _number, _status, start, end in self.results)
        took = max(end for *_result, end in self.results) - self.begin
        print(
            f"{name}: {len(times)} of {self.total} sent, {len(times) / took:.0f} a second, "
            f"{dict(self.statuses())}; median {statistics.median(times) * 1000:.0f} ms, "
            f"p95 {times[int(len(times) * 0.95)] * 1000:.0f} ms, longest {times[-1]:.1f} s"
        )


class Client:
    """A kept connection."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def ask(self, method, path, body=None, **headers):
        """The status of the response, or the name of the error."""
        fresh = self.connection is None
        try:
            if fresh:
                self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            response.read()
            if response.will_close:
                self.close()
            return response.status
        except (OSError, HTTPException) as error:
            self.close()
            # The server closes idle connections, as a browser knows. It has not read this request.
            if isinstance(error, ConnectionError) and not fresh:
                return self.ask(method, path, body, **headers)
            return type(error).__name__

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def prepare(count):
    """Returns addresses of pages, and of comments with a form token for each."""
    from django.core.management import call_command

    from essays.models import CommentSettings, Essay
    from tests.forms import form_token

    call_command("migrate", verbosity=0)
    call_command("populate", essays=20)
    CommentSettings.objects.row()
    essays = Essay.objects.published().with_comment_policy().order_by("pk")
    essays = [essay for essay in essays if essay.takes_comments()]
    pages = ["/", "/essays/", "/themes/", *(essay.get_absolute_url() for essay in essays)]
    tokens = [form_token(essays[number % len(essays)]) for number in range(count)]
    return pages, [f"{essay.get_absolute_url()}comments/" for essay in essays], tokens


def page(pages):
    return lambda client, number: client.ask("GET", pages[number % len(pages)])


def comment(addresses, tokens, mark):
    def send(client, number):
        form = {"name": "Anna", "email": f"anna{number}@example.org", "form_token": tokens[number]}
        body = urlencode(form | {"text": f"I was there. {mark} {number}"})
        # Another reader each time, behind the proxy of this machine.
        address = f"198.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        kind = "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
        return client.ask("POST", addresses[number % len(addresses)], body, **headers)

    return send


def run(port, asked):
    from django.db import connection

    from essays.models import Comment

    mark = secrets.token_hex(8)
    pages, addresses, tokens = prepare(asked.comments * asked.seconds)
    connection.close()
    send = comment(addresses, tokens, mark)
    views = Load(port, asked.views, asked.seconds, READERS, page(pages))
    comments = Load(port, asked.comments, asked.seconds, COMMENTERS, send)
    begin, down = time.monotonic() + 0.5, None
    for load in (views, comments):
        load.start(begin, begin + asked.seconds)
    if asked.during:
        time.sleep(asked.seconds / 2)
        down = [time.monotonic()]
        subprocess.run(shlex.split(asked.during), check=True, stdout=subprocess.DEVNULL)
        down.append(time.monotonic())
        print(f"down for {down[1] - down[0]:.1f} s")
    for load in (views, comments):
        load.join()
    views.tell("pages")
    comments.tell("comments")
    failed = views.failed({200}, down) + comments.failed({302}, down)
    sent = sorted(number for number, *_result in comments.results)
    accepted = comments.statuses()[302]
    ours = Comment.objects.filter(text__contains=mark).values_list("text", flat=True)
    stored = set(ours.all())
    print(f"stored: {len(stored)}, accepted: {accepted}")
    client, until = Client(port), time.monotonic() + PATIENCE
    for number in sent:  # a form that was stored is recognized by its token
        while send(client, number) != 302 and time.monotonic() < until:
            time.sleep(0.5)
    again = Counter(ours.all())
    lost, twice = len(sent) - len(again), sum(again.values()) - len(again)
    lost += max(0, accepted - len(stored))
    print(f"failed: {len(failed)} {failed[:5]}, lost: {lost}, stored twice: {twice}")
    return failed or lost or twice


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--views", type=int, default=1000, help="pages a second")
    parser.add_argument("--comments", type=int, default=50, help="comments a second")
    parser.add_argument("--during", help="a command to run in the middle")
    asked = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL: name a database for the invented archive, never a real one.")
    with tempfile.TemporaryDirectory() as folder:
        secret = secrets.token_urlsafe(50)
        os.environ |= {"DEBUG": "0", "SECRET_KEY": secret, "DATA_DIR": folder}
        os.environ |= {
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "seventeen_moments.settings",
        }
        django.setup()
        from tests.serving import serving

        prepare(0)
        variables = {name: os.environ[name] for name in ["DATABASE_URL", "SECRET_KEY", "LOG_LEVEL"]}
        variables |= {"WEB_CONCURRENCY": str(os.cpu_count())}
        with serving(folder, **variables) as served:
            failed = run(served.port, asked)
            if written := served.written().strip():
                print(f"The log has {len(written.splitlines())} lines, the last:")
                print(written.splitlines()[-1][:300])
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
