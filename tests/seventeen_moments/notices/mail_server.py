"""A real local mail server, which collects mails and can refuse them."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class AnyPort(Controller):
    """The system chooses the port."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    def __init__(self):
        self.taken = []
        self.answers = {}  # by recipient: what it says instead of taking the mail
        self.to_senders = None
        self.dies_after = None  # so many mails, it hangs up in the middle of the next
        self.controller, self.port = None, 0

    def open(self):
        self.controller = AnyPort(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        self.port = self.controller.port

    def close(self):
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.to_senders:
            return self.to_senders
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.answers.get(address, "250 OK")
        if answer == "250 OK":
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.dies_after == len(self.taken):
            server.transport.abort()
            return None
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address):
        return [mail for mail in self.taken if mail["To"] == address]


def words(mail):
    return mail.get_content().replace("\r\n", "\n")


def link(mail, part):
    """Returns the path of the first link in the mail that contains the part."""
    lines = words(mail).splitlines()
    return next(
        line for line in lines if line.startswith("https://") and part in line
    ).removeprefix("https://archive.example")
