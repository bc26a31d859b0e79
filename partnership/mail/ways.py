"""Ways to hand a message over, and what each can say of one that was interrupted."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend


class NotTaken(Exception):
    """The message was not handed over; the words say why, and it may be tried again."""


class TurnedDown(NotTaken):
    """The message was refused for good; ``is_address`` where the address is the reason."""

    def __init__(self, words: str, *, is_address: bool) -> None:
        super().__init__(words)
        self.is_address = is_address


class ConnectionLost(Exception):
    """The connection broke while the message was handed over: nobody knows whether it arrived."""


@contextmanager
def opened() -> Iterator[Any]:
    """The way that the settings name, open. Raises ``NotTaken`` where it cannot be opened."""
    way = get_connection()
    try:
        way.open()
    except smtplib.SMTPException as error:
        raise NotTaken(f"The mail server turned the portal away: {words_of(error)}") from error
    except OSError as error:
        raise NotTaken(f"The mail server cannot be reached: {words_of(error)}") from error
    try:
        yield way
    finally:
        # What was said before counts; a server that hangs up without a farewell changes nothing.
        with suppress(smtplib.SMTPException, OSError):
            way.close()


def hand_over(way: Any, message: EmailMessage, before: Callable[[], None]) -> None:
    """Hand a message over; ``before`` is called at the last moment at which nobody can have it yet.

    Raises ``NotTaken`` where nobody has it, ``ConnectionLost`` where that is not known.
    """
    began = False

    def begin() -> None:
        nonlocal began
        before()
        began = True

    if isinstance(way, SMTPBackend) and way.connection is not None:
        _before_content(way.connection, begin)
    else:
        begin()
    try:
        way.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        ((code, reply),) = error.recipients.values()
        raise _refusal(code, reply, is_address=True) from error
    except smtplib.SMTPResponseException as error:
        # Of the sender or of the content; a refused sender is the portal's own fault and can be mended.
        if isinstance(error, smtplib.SMTPSenderRefused):
            raise NotTaken(f"The mail server refused the sender: {words_of(error)}") from error
        raise _refusal(error.smtp_code, error.smtp_error, is_address=False) from error
    except (smtplib.SMTPException, OSError) as error:
        words = f"The connection to the mail server broke: {words_of(error)}"
        raise (ConnectionLost if began else NotTaken)(words) from error
    except Exception as error:  # other ways have errors of their own
        if not began:
            raise
        raise ConnectionLost(f"It broke off ({type(error).__name__})") from error


def _before_content(connection: smtplib.SMTP, begin: Callable[[], None]) -> None:
    """Sender and recipient are asked first: before the content nobody can have the message."""
    give = connection.data

    def data(content: Any) -> Any:
        begin()
        return give(content)

    connection.data = data  # type: ignore[method-assign, assignment]


def _refusal(code: int, reply: bytes | str, *, is_address: bool) -> NotTaken:
    words = f"The mail server said: {code} {_plain(reply)}"
    return TurnedDown(words, is_address=is_address) if code >= 500 else NotTaken(words)


def words_of(error: Exception) -> str:
    """An error in words, with the code of the server where it gave one."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _plain(reply: bytes | str) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())


def was_taken(message_id: str) -> bool | None:
    """Whether a message was handed over; None where the way cannot tell."""
    has: Callable[[str], bool] | None = getattr(get_connection(), "has_message", None)
    return None if has is None else has(message_id)
