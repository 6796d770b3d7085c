#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from seventeen_moments.logs import log_uncaught

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")
    log_uncaught(lambda: execute_from_command_line(sys.argv))
