"""A webhook on this machine, which keeps what it is told."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread


class Webhook:
    def __enter__(self):
        self.queue, told = SimpleQueue(), self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                told.queue.put(json.loads(self.rfile.read(length))["text"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret"
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    @property
    def reports(self):
        return [self.queue.get() for _report in range(self.queue.qsize())]

    def wait_for(self, words):
        """The next report with these words."""
        while True:
            report = self.queue.get(timeout=30)
            if words in report:
                return report
