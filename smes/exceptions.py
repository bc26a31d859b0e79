"""What can go wrong in the way of an SME; the message is for the person who reads it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from common.links import LinkHasExpired


class StepNotAllowed(Exception):
    """The state does not allow the step; somebody else may have taken another one before."""


class ReasonIsMissing(Exception):
    """The step must be explained."""


class NotComplete(Exception):
    """Something is missing before it can be sent; ``problems`` tell what and in which step."""

    def __init__(self, problems: Sequence[Any]) -> None:
        super().__init__()
        self.problems = problems


class CorrectionIsOver(Exception):
    """The partners have decided on what was sent, so it stays as it was."""


class ChangedMeanwhile(Exception):
    """Somebody saved another version since the form was opened."""


class FileRefused(Exception):
    """The file cannot be kept; the message tells why."""


class CompanyIsKnown(Exception):
    """The directory has a company of that name in that country already."""


class AddressRefused(Exception):
    """The address cannot become the contact's; the message tells why."""


class ReviewerIsBarred(Exception):
    """A conflict of interest was declared: its reviewer neither scores nor decides."""


class NotDeclaredYet(Exception):
    """Whether there is a conflict of interest must be said first."""


class ScoresAreMissing(Exception):
    """A review is done when every criterion has a score."""


class LetterHasChanged(Exception):
    """What would be sent is not what was seen in the preview."""


class LinkWasReplaced(LinkHasExpired):
    """A newer link of the same record counts; the record is with it, for what may be done then."""

    def __init__(self, record: Model) -> None:
        super().__init__()
        self.record = record


class PlanHasChanged(StepNotAllowed):
    """The work plan is not the one that was seen when somebody changed it or agreed to it."""


class OutcomeHasChanged(Exception):
    """The outcome was edited after the company saw it; the outcome is with it."""

    def __init__(self, outcome: Any) -> None:
        super().__init__()
        self.outcome = outcome


class NobodyToAsk(Exception):
    """There is no address that the portal may write to."""


class TestimonialHasChanged(Exception):
    """The text was edited after its author saw it."""

    __test__ = False


class TextIsMissing(Exception):
    """There is no text yet that its author could approve."""


class ConsentIsMissing(Exception):
    """Nothing may be published of somebody who has not agreed."""
