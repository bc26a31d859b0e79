"""Findings: what does not fit, found by registered checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reporting.engine.cells import Finding
from reporting.engine.registries import checks


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Check:
    """A check over the whole scope: its name and what it finds."""

    key: str
    find: Callable[[Any], Iterable[Finding]]


def check(key: str) -> Callable[[Callable[[Any], Iterable[Finding]]], Check]:
    """Decorator: register a function over the scope as a check."""

    def enter(find: Callable[[Any], Iterable[Finding]]) -> Check:
        return checks.add(key, Check(key, find))

    return enter
