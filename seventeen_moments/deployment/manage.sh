#!/bin/sh
# Runs manage.py as the archive's user, with the variables of /etc/archive.env.
cd "$(dirname "$0")/../.." || exit
exec runuser -u archive -- sh -c '
  set -a && . /etc/archive.env && exec .venv/bin/python manage.py "$@"' manage.sh "$@"
