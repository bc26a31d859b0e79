"""What a company is under Commission Recommendation 2003/361/EC, where its data decides it.

Articles are those of the Annex to the Recommendation. Article 4(2), by which a company keeps its
category until it has crossed a ceiling in two years running, needs figures of two years and is left
to whoever checks eligibility.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from smes.choices import CompanyCategory, Ownership

MILLION = 1_000_000

CEILINGS: dict[CompanyCategory, tuple[int, int, int]] = {
    CompanyCategory.MICRO: (10, 2 * MILLION, 2 * MILLION),
    CompanyCategory.SMALL: (50, 10 * MILLION, 10 * MILLION),
    CompanyCategory.MEDIUM: (250, 50 * MILLION, 43 * MILLION),
}
"""Article 2: fewer people than, turnover and balance sheet total in euro of not more than."""

PEOPLE = (0, 10, 50, 250)
TURNOVER = (0, 2 * MILLION + 1, 10 * MILLION + 1, 50 * MILLION + 1)
BALANCE_SHEET = (0, 2 * MILLION + 1, 10 * MILLION + 1, 43 * MILLION + 1)
"""One number on each side of every ceiling: what is not known could be any of these."""

GROUP = "group"
"""Missing where the figures leave out partner or linked enterprises, whose data must be added."""

Number = int | Decimal | None


@dataclass(frozen=True)
class Decision:
    """A category, and what would have to be known to decide it.

    ``missing`` names ``headcount``, ``turnover``, ``balance_sheet_total``, ``ownership`` or
    ``group``; it is empty where the category is decided.
    """

    category: CompanyCategory
    missing: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether the data tells the category."""
        return self.category != CompanyCategory.UNDECIDED


def category(
    headcount: Number, turnover: Number, balance_sheet_total: Number, ownership: str
) -> CompanyCategory:
    """The category, or ``UNDECIDED``; amounts in euro, None or an empty text for what is not known."""
    return decide(headcount, turnover, balance_sheet_total, ownership).category


@lru_cache(maxsize=4096)
def decide(
    headcount: Number, turnover: Number, balance_sheet_total: Number, ownership: str
) -> Decision:
    """The category with what is missing for it.

    It is decided only where every value that the missing data could have gives the same one.
    """
    known = (headcount, turnover, balance_sheet_total, ownership)
    outcomes = {completion: _decided(*completion) for completion in _completions(*known)}
    found = set(outcomes.values())
    if len(found) == 1:
        return Decision(found.pop())
    return Decision(CompanyCategory.UNDECIDED, tuple(_missing(known, outcomes)))


def _completions(
    headcount: Number, turnover: Number, balance_sheet_total: Number, ownership: str
) -> Iterator[tuple[Number, Number, Number, str]]:
    """All that the company could be, as far as it makes a difference."""
    figures = ((headcount, PEOPLE), (turnover, TURNOVER), (balance_sheet_total, BALANCE_SHEET))
    for owned in (ownership,) if ownership else Ownership.values:
        # Article 6: data of partner and linked enterprises is added, so the sums are no smaller.
        grows = owned == Ownership.NOT_CONSOLIDATED
        choices = [_could_be(value, marks, grows=grows) for value, marks in figures]
        for people, sales, total in product(*choices):
            yield people, sales, total, owned


def _could_be(value: Number, marks: tuple[int, ...], *, grows: bool) -> tuple[Number, ...]:
    if value is None:
        return marks
    return (value, *(mark for mark in marks if mark > value)) if grows else (value,)


def _decided(
    headcount: Number, turnover: Number, balance_sheet_total: Number, ownership: str
) -> CompanyCategory:
    """The category of a company of which everything is known."""
    # Article 3(4): no SME where public bodies control a quarter of the capital or the votes.
    if ownership == Ownership.PUBLIC:
        return CompanyCategory.LARGE
    for size, (people, sales, total) in CEILINGS.items():
        # Article 2: of the two financial ceilings, one may be exceeded; that of people may not.
        within_one = turnover <= sales or balance_sheet_total <= total  # type: ignore[operator]
        if headcount < people and within_one:  # type: ignore[operator]
            return size
    return CompanyCategory.LARGE


NAMES = ("headcount", "turnover", "balance_sheet_total", "ownership")


def _missing(
    known: tuple[Number, Number, Number, str],
    outcomes: dict[tuple[Number, Number, Number, str], CompanyCategory],
) -> Iterator[str]:
    """What makes a difference by itself, whatever else the company is."""
    for place, name in enumerate(NAMES):
        if known[place] not in (None, ""):
            continue
        others: dict[tuple[object, ...], set[CompanyCategory]] = {}
        for completion, outcome in outcomes.items():
            rest = completion[:place] + completion[place + 1 :]
            others.setdefault(rest, set()).add(outcome)
        if any(len(found) > 1 for found in others.values()):
            yield name
    if known[3] == Ownership.NOT_CONSOLIDATED:
        yield GROUP
