"""Asks the archive at a Unix socket for /healthz, and exits with 1 unless it answers 200."""

import socket
import sys
from http.client import HTTPConnection


def healthy(path):
    with socket.socket(socket.AF_UNIX) as connected:
        connected.settimeout(8)
        connected.connect(path)
        connection = HTTPConnection("localhost")
        connection.sock = connected
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200


if __name__ == "__main__":
    try:
        sys.exit(not healthy(sys.argv[1]))
    except OSError as error:
        sys.exit(str(error))
