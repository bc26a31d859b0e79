"""What can go wrong at an event; the message is for the person who reads it."""

from collections.abc import Sequence
from typing import Any


class StepNotAllowed(Exception):
    """The state does not allow the step; somebody else may have taken another one before."""


class RegistrationIsClosed(Exception):
    """Nobody can register now."""


class ReasonIsMissing(Exception):
    """The step must be explained."""


class NothingToPlace(Exception):
    """There is no schedule to compute: no slot, no table, no request, or nothing to repair."""


class ScheduleIsOutdated(Exception):
    """Participants or requests have changed since the schedule was computed."""


class RulesAreBroken(Exception):
    """What was asked for breaks rules; ``broken`` names them."""

    def __init__(self, broken: Sequence[Any]) -> None:
        self.broken = tuple(broken)
        super().__init__(" ".join(rule.words for rule in self.broken))


class MoveIsUnwise(RulesAreBroken):
    """A move breaks only rules that the organisers may set aside."""


class EventIsFull(StepNotAllowed):
    """So many persons do not find a place any more."""


class OrganisationIsRegistered(StepNotAllowed):
    """The organisation comes already, by another registration."""

    def __init__(self, message: str, registration: Any) -> None:
        super().__init__(message)
        self.registration = registration


class RequestsAreClosed(Exception):
    """Nobody can ask for a meeting now."""


class RequestLimitReached(Exception):
    """The participant has asked for as many meetings as it may."""


class MeetingNotPossible(Exception):
    """These two cannot meet at this event, or it is said already whether they do."""


class SlotIsUsed(Exception):
    """A slot cannot go: a meeting stands in it."""


class FileIsRefused(Exception):
    """An uploaded file cannot be read, or is not what it should be."""


class ImportHasErrors(Exception):
    """Something in a file is not right, so nothing of it is brought in."""
