"""nginx with nginx.conf, at a port of its own."""

import re
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from django.conf import settings

from tests.serving import free_port

SITE = Path(settings.BASE_DIR) / "seventeen_moments" / "deployment" / "nginx.conf"
NGINX = which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
PATIENCE = 30  # seconds until the test gives up


@contextmanager
def running(folder, paths):
    """Yields the port. `paths` are ours, by those in the file."""
    key, certificate, port = folder / "privkey.pem", folder / "fullchain.pem", free_port()
    made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj"]
    subprocess.run(
        ["openssl", "req", *made, "/CN=archive.example", "-keyout", key, "-out", certificate],  # noqa: S607
        check=True,
        capture_output=True,
    )
    site = SITE.read_text()
    for theirs, ours in {
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "/etc/ssl/archive": str(folder),
        "/var/log/nginx": str(folder),
        **paths,
    }.items():
        assert theirs in site
        site = site.replace(theirs, ours)
    site = re.sub(r"\n    listen \[::\].*", "", site)
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; user root; pid {folder}/pid; error_log {folder}/start.log;\n"
        f"events {{}}\nhttp {{\n{temporary}{site}}}\n"
    )
    command = [NGINX, "-c", folder / "nginx.conf", "-e", folder / "start.log"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        wait_for(lambda: process.poll() is None and connected(port).close() is None, process)
        yield port
    finally:
        process.terminate()
        process.communicate()


def wait_for(true, process=None):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.02)
        assert process is None or process.poll() is None, process.stderr.read().decode()
    raise AssertionError("It did not happen.")


def any_certificate():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def connected(port):
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    return any_certificate().wrap_socket(connection)
