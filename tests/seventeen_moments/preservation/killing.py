"""Runs commands in their own processes, and kills them after a number of lines of this package.

The parent never opens a connection: it sets Django up once, and each command gets a copy of it.
"""

import json
import os
import signal
import sys

import django
from django.core.management import CommandError, call_command

OURS = os.sep.join(["seventeen_moments", "preservation", ""])


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
        if OURS not in frame.f_code.co_filename:
            return None
        done += 1
        if done == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    with open(os.devnull, "w") as nowhere:
        sys.settrace(trace)
        try:
            call_command(*args, stdout=nowhere, stderr=nowhere)
        except CommandError:
            os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
