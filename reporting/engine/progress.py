"""How long work tells how far it is, and hears that nobody wants it any more."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then while something is made.

    ``stage`` says in a few words what is being done, ``done`` and ``total`` how much of it. Whoever
    listens may raise ``Cancelled``: the work then stops where it is, and leaves nothing behind.
    """

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` pieces of a stage are finished."""


def silent(stage: str, done: int, total: int) -> None:
    """For work that nobody watches."""


class Cancelled(Exception):
    """The work is no longer wanted."""
