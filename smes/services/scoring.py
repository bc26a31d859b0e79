"""From the scores of reviewers to a total and a place in the ranking; nothing here asks the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion as it is reckoned with: its weight and its highest score."""

    key: int
    weight: int
    highest: int


@dataclass(frozen=True, slots=True)
class Total:
    """What the reviews of an expression come to."""

    percent: Decimal | None
    """Of what can be reached, to a tenth; None without a review that counts."""
    counted: int
    """Reviews that count."""
    spread: Decimal | None
    """Between the highest and the lowest review, in points of a hundred; None below two reviews."""


NO_TOTAL = Total(None, 0, None)


def share_of(scores: Mapping[int, int], scales: Iterable[Scale]) -> Fraction | None:
    """What one review gives, of what can be reached: Σ weight × score ÷ highest, over Σ weight.

    Criteria that the review has no score for are left out on both sides; without any score, None.
    """
    judged = [scale for scale in scales if scale.key in scores]
    weights = sum(scale.weight for scale in judged)
    if not weights:
        return None
    reached = sum(
        (Fraction(scale.weight * scores[scale.key], scale.highest) for scale in judged), Fraction()
    )
    return reached / weights


def total_of(reviews: Iterable[Mapping[int, int]], scales: Sequence[Scale]) -> Total:
    """The mean of the reviews that have scores, in % of what can be reached."""
    shares = [share for scores in reviews if (share := share_of(scores, scales)) is not None]
    if not shares:
        return NO_TOTAL
    mean = sum(shares, Fraction()) / len(shares)
    spread = percent(max(shares) - min(shares)) if len(shares) > 1 else None
    return Total(percent(mean), len(shares), spread)


def percent(share: Fraction) -> Decimal:
    """A share in %, rounded to a tenth, a half upwards."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return exact.quantize(TENTH, ROUND_HALF_UP)


def places(totals: Sequence[Decimal | None]) -> list[int | None]:
    """The place of each total; equal totals share one, and the next ones are left out (1, 2, 2, 4).

    Who has no total has no place.
    """
    known = sorted((total for total in totals if total is not None), reverse=True)
    return [None if total is None else known.index(total) + 1 for total in totals]
