#!/usr/bin/env python
import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from seventeen_moments.environment import exit_if_misconfigured
from seventeen_moments.logs import log_uncaught

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")
    with exit_if_misconfigured():
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings; Django defers their errors
    log_uncaught(lambda: execute_from_command_line(sys.argv))
