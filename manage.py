#!/usr/bin/env python
import gc
import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from seventeen_moments.environment import exit_if_misconfigured
from seventeen_moments.logs import log_uncaught

if __name__ == "__main__":
    # By default Python looks for unused cycles at each 700 new objects: a tenth of the start.
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")
    with exit_if_misconfigured():
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings; Django defers their errors
    log_uncaught(lambda: execute_from_command_line(sys.argv))
