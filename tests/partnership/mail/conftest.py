"""E-mails in tests."""

import asyncio
import socket

import pytest
from aiosmtpd.controller import Controller

LONGER = 4
"""Seconds for which a silent server says nothing."""


class Server:
    """A mail server that does what a test says, and keeps what it took.

    ``answers`` are given to the recipient, then to the content; each once, then all is taken.
    """

    def __init__(self):
        self.taken = []
        self.to_recipient = []
        self.to_content = []
        self.hangs_up = ""
        self.is_silent_at = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.hangs_up == "recipient":
            server.transport.close()
        if self.is_silent_at == "recipient":
            await asyncio.sleep(LONGER)
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.to_content:
            return self.to_content.pop(0)
        self.taken.append(envelope)
        if self.hangs_up == "content":
            server.transport.close()
        if self.is_silent_at == "content":
            await asyncio.sleep(LONGER)
        return "250 OK"

    def message_ids(self):
        return [
            line.partition(b":")[2].strip().decode()
            for envelope in self.taken
            for line in envelope.content.splitlines()
            if line.lower().startswith(b"message-id:")
        ]


@pytest.fixture
def server(settings):
    """A mail server on this machine, which the settings name."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
