#!/bin/sh
# Puts this checkout into service with systemd and nginx. Run by root; README.md, “Into service”.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

python3 -m venv .venv
.venv/bin/pip install --quiet --require-hashes -r "$here/requirements.txt"
.venv/bin/python -m compileall -q essays resources seventeen_moments

# nginx sends uploads. What is stored later gets the group of the folder.
chmod 751 /var/lib/archive
install -d -o archive -g www-data -m 2750 /var/lib/archive/media
chgrp -R www-data /var/lib/archive/media
find /var/lib/archive/media -type d -exec chmod g+rxs {} +

# The old code serves until all of this is done.
install -d -o archive static
sh "$here/manage.sh" collectstatic --no-input
sh "$here/manage.sh" migrate

cp -r "$here/systemd/." /etc/systemd/system/
cp "$here/nginx.conf" /etc/nginx/conf.d/archive.conf
ln -sfn "$PWD" /srv/archive/current
systemctl daemon-reload
systemctl enable --now archive-web.socket archive-often.timer archive-nightly.timer
systemctl restart archive-web.service
systemctl reload nginx
