"""Runs commands in their own processes, and kills them after a number of lines of our code.

Besides commands: an image that is uploaded, replaced or deleted, which adds lines of theirs.

The parent never opens a connection: it sets Django up once, and each command gets a copy of it.
"""

import json
import os
import signal
import sys

import django
from django.core.management import CommandError, call_command

OURS = ("/seventeen_moments/preservation/", "/core/stored_files.py", "/resources/files.py")


def upload():
    from tests import factories  # noqa: PLC0415 - after the setup

    factories.image(essay_id=1)


def replace():
    from resources.models import Image  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    image = Image.objects.latest("pk")
    image.file = factories.picture(50)
    image.save()


def delete():
    from resources.models import Image  # noqa: PLC0415

    Image.objects.latest("pk").delete()


ACTIONS = {"upload": upload, "replace": replace, "delete": delete}


def main():
    django.setup()
    for line in sys.stdin:
        moment, *args = json.loads(line)
        child = os.fork()
        if not child:
            _run(moment, args)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(moment, args):
    done = 0

    def trace(frame, event, _argument):
        nonlocal done
        if not any(part in frame.f_code.co_filename for part in OURS):
            return None
        done += 1
        if done == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    with open(os.devnull, "w") as nowhere:
        sys.settrace(trace)
        try:
            if args[0] in ACTIONS:
                ACTIONS[args[0]]()
            else:
                call_command(*args, stdout=nowhere, stderr=nowhere)
        except CommandError:
            os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
