"""How many companies have expressed their interest, and how far those are: by the rules of the board."""

from dataclasses import dataclass

from partnership.models import Partnership
from smes.choices import Stage
from smes.models import Expression


@dataclass(frozen=True, slots=True)
class ExpressionCounts:
    """The expressions of a partnership: numbers only, which name nobody."""

    received: int
    under_review: int
    selected: int
    stages: tuple[tuple[Stage, int], ...]
    """How many stand at each stage of the board, in its order."""


def count_expressions(partnership: Partnership) -> ExpressionCounts:
    """The counts as they are now, never kept: expressions change no report. One query."""
    numbers = Expression.objects.filter(partnership=partnership).count_by_stage()
    chosen = (Stage.SELECTED, Stage.WITH_GATEWAY, Stage.AGREED)
    return ExpressionCounts(
        received=sum(numbers[stage] for stage in (*Stage.columns(), Stage.DECLINED)),
        under_review=numbers[Stage.UNDER_REVIEW],
        selected=sum(numbers[stage] for stage in chosen),
        stages=tuple((stage, numbers[stage]) for stage in Stage.columns()),
    )
