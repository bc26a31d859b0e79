"""How long work tells how far it is, and hears that nobody wants it any more."""

from typing import Protocol, runtime_checkable


class Progress(Protocol):
    """Called now and then while something is made.

    ``stage`` says in a few words what is being done, ``done`` and ``total`` how much of it; a total
    of 0 means that nobody knows. Whoever listens may raise ``Cancelled``: the work then stops where
    it is, and leaves nothing behind.
    """

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` pieces of a stage are finished."""


@runtime_checkable
class Guard(Protocol):
    """A progress that can tell at the last moment whether the result is still wanted."""

    def confirm(self) -> None:
        """Raise ``Cancelled`` where it is not."""


def silent(stage: str, done: int, total: int) -> None:
    """For work that nobody watches."""


def confirm(progress: Progress) -> None:
    """Call this first in the transaction that makes a result known.

    Raises ``Cancelled`` where the work was cancelled or given to somebody else meanwhile, and keeps
    that from happening until the transaction ends.
    """
    if isinstance(progress, Guard):
        progress.confirm()


class Cancelled(Exception):
    """The work is no longer wanted."""
