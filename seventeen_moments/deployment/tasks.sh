#!/bin/sh
# Runs each command of manage.py, even if one before it failed, and then fails as well:
#     tasks.sh publish_due "backup /backups"
cd "$(dirname "$0")/../.." || exit
status=0
for task; do
  # shellcheck disable=SC2086 - a command and its arguments
  python manage.py $task || status=1
done
exit $status
