"""How large the invented programme is, and how the whole is shared out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Size:
    """The programme of the source partnerships: its size when it was at its largest."""

    partnerships: int = 26
    clusters: int = 150
    countries: int = 23
    companies: int = 17_000
    meetings: int = 50_000

    def times(self, number: int) -> "Size":
        """So many times everything but the countries: more partnerships, each as large as before."""
        return Size(
            partnerships=self.partnerships * number,
            clusters=self.clusters * number,
            countries=self.countries,
            companies=self.companies * number,
            meetings=self.meetings * number,
        )


def shares(total: int, parts: int) -> list[int]:
    """The total in so many parts, the first about twice and the last half as large as most."""
    weights = [2.0 if place == 0 else 1.25 - 0.75 * place / max(parts, 2) for place in range(parts)]
    return apportion(total, weights)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """The total in parts that stand to each other as the weights do; they add up to the total."""
    whole = sum(weights)
    ends = [round(total * reached / whole) for reached in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
