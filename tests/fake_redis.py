"""A Redis server with the commands of a cache, which fails after some responses."""

import socket
import threading


class FakeRedis:
    """Responds to a number of commands, then closes the connection or is silent."""

    def __init__(self, answers=0, silent=False):
        self.answers, self.silent = answers, silent
        self.connections, self.stored = [], {}
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.server.getsockname()[1]}/0"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.server.close()
        for connection in self.connections:
            connection.close()

    def _accept(self):
        while True:
            try:
                connection, _address = self.server.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as file:
            while words := self._command(file):
                answer = self._answer(words)
                if answer is not None:
                    connection.sendall(answer)
                elif not self.silent:
                    return

    def _command(self, file):
        try:
            count = int(file.readline()[1:] or 0)
            return [file.read(int(file.readline()[1:]) + 2)[:-2] for _ in range(count)]
        except (OSError, ValueError):
            return []

    def _answer(self, words):
        name, *arguments = words
        if name.upper() in {b"GET", b"SET"}:
            if not self.answers:
                return None
            self.answers -= 1
        if name.upper() == b"GET":
            value = self.stored.get(arguments[0])
            return b"_\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
        if name.upper() == b"SET":
            self.stored[arguments[0]] = arguments[1]
        return b"%1\r\n$5\r\nproto\r\n:3\r\n" if name.upper() == b"HELLO" else b"+OK\r\n"
