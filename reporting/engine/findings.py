"""Findings: what does not fit, found by registered checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reporting.engine.cells import Finding
from reporting.engine.registries import checks, codes

Find = Callable[[Any], Iterable[Finding]]
"""Gives what it finds in a scope."""


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: how grave it is, its title on the work list, and the way to mend it.

    A public one stands in every edition of a report, all others in that of the agency alone.
    """

    key: str
    severity: Severity
    title: str
    mend: str
    is_public: bool = False

    def finding(
        self,
        message: str,
        where: str,
        *,
        model: str,
        pk: int,
        claimed: int | None = None,
        reported: int | None = None,
        others: tuple[tuple[str, int], ...] = (),
        values: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of this kind about a record, see ``Finding``."""
        return Finding(
            code=self.key,
            severity=self.severity.value,
            message=message,
            where=where,
            claimed=claimed,
            reported=reported,
            model=model,
            pk=pk,
            others=others,
            values=values,
        )


@dataclass(frozen=True)
class Check:
    """A check over the whole scope: its name, what it finds and of which kinds that is."""

    key: str
    find: Find
    codes: tuple[Code, ...]

    @property
    def is_public(self) -> bool:
        """Whether it may find something that every edition shows."""
        return any(code.is_public for code in self.codes)


def check(*found: Code) -> Callable[[Find], Check]:
    """Decorator: register a function over the scope as a check that finds these codes.

    It is known by the first of them.
    """
    for code in found:
        codes.add(code.key, code)

    def enter(find: Find) -> Check:
        key = found[0].key
        return checks.add(key, Check(key, find, found))

    return enter
