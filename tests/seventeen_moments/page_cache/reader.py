"""A visitor of the same archive in another process.

It reads requests from its standard input, and writes the answers, each as a line of JSON.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from tests.serving import environment

MODULE = "tests.seventeen_moments.page_cache.reader"


def database_url():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(database)


def variables(folder, **others):
    others = {"DATABASE_URL": database_url(), "ALLOWED_HOSTS": "*"} | others
    return environment(folder, LOG_LEVEL="CRITICAL", **others)


class Reader:
    def __init__(self, process):
        self.process = process

    def get(self, path, ahead=0, **headers):
        """`ahead` is how many seconds its clock is ahead of ours."""
        self.process.stdin.write(json.dumps([path, ahead, headers]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def reading(folder, **others):
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE],
        cwd=settings.BASE_DIR,
        env=variables(folder, **others),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Reader(process)
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def main():
    import time  # noqa: PLC0415
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    import django  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "seventeen_moments.settings"
    django.setup()
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from seventeen_moments.core import edition  # noqa: PLC0415
    from seventeen_moments.page_cache import answers  # noqa: PLC0415

    for line in sys.stdin:
        path, ahead, headers = json.loads(line)
        timezone.now = lambda: datetime.now(tz=UTC) + timedelta(seconds=ahead)  # noqa: B023
        edition.time = answers.time = lambda: time.time() + ahead  # noqa: B023
        response = Client(headers=headers).get(path)
        match = response.wsgi_request.resolver_match
        answer = {
            "status": response.status_code,
            "text": response.content.decode(errors="replace"),
            "kept": isinstance(match, answers.KnownRoute),
            "headers": dict(response.headers),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
