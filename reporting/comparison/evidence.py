"""The records behind a figure, before and after.

A record with a number is found again by it. One without (an edition may hide which it is) compares
by what is told of it: so many alike before, so many after.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reporting.comparison.changes import Change, FactChange, RecordChange
from reporting.comparison.values import as_text

Item = Mapping[str, Any]
Identity = tuple[str, int]

TOLD_IF_KNOWN = {"label": "", "note": "", "count": 1}
"""What every version of the contract knows, with what its absence means."""
NO_DETAIL = {"kind", "id"}


def identity(item: Item) -> Identity | None:
    """Which record it is; None where that is not told."""
    return (item["kind"], item["id"]) if "id" in item else None


def likeness(item: Item) -> tuple[str, str, int]:
    """What is told of a record that is not named."""
    return item["kind"], item.get("label", ""), item.get("count", 1)


def compare_evidence(
    before: Sequence[Item], after: Sequence[Item], details: frozenset[str]
) -> tuple[RecordChange, ...]:
    """The records that came, went or read otherwise; ``details`` is what both contracts tell of them."""
    if before == after:
        return ()
    return (*_named(before, after, details), *_nameless(before, after))


def _named(
    before: Sequence[Item], after: Sequence[Item], details: frozenset[str]
) -> Iterable[RecordChange]:
    old, new = _by_identity(before), _by_identity(after)
    for key in {**new, **old}:
        gone, come = _without_equals(old.get(key, []), new.get(key, []), details)
        for former, latter in zip(gone, come, strict=False):
            yield _changed(former, latter, details)
        paired = min(len(gone), len(come))
        yield from (_record(Change.WENT, item) for item in gone[paired:])
        yield from (_record(Change.CAME, item) for item in come[paired:])


def _nameless(before: Sequence[Item], after: Sequence[Item]) -> Iterable[RecordChange]:
    old = Counter(likeness(item) for item in before if identity(item) is None)
    new = Counter(likeness(item) for item in after if identity(item) is None)
    for change, lot in ((Change.WENT, old - new), (Change.CAME, new - old)):
        for kind, label, count in lot.elements():
            yield RecordChange(change, kind, None, label, count, "")


def _by_identity(items: Sequence[Item]) -> dict[Identity, list[Item]]:
    found: dict[Identity, list[Item]] = {}
    for item in items:
        key = identity(item)
        if key is not None:
            found.setdefault(key, []).append(item)
    return found


def _without_equals(
    before: list[Item], after: list[Item], details: frozenset[str]
) -> tuple[list[Item], list[Item]]:
    gone, come = list(before), list(after)
    for item in before:
        equal = next((other for other in come if _tells_same(item, other, details)), None)
        if equal is not None:
            gone.remove(item)
            come.remove(equal)
    return gone, come


def _tells_same(one: Item, other: Item, details: frozenset[str]) -> bool:
    return one == other or not _differences(one, other, details)


def _differences(before: Item, after: Item, details: frozenset[str]) -> tuple[FactChange, ...]:
    found = []
    for name in sorted(details):
        default = TOLD_IF_KNOWN.get(name, "")
        old, new = before.get(name, default), after.get(name, default)
        if old != new:
            found.append(FactChange(name, as_text(old), as_text(new)))
    return tuple(found)


def _changed(before: Item, after: Item, details: frozenset[str]) -> RecordChange:
    return _record(Change.CHANGED, after, _differences(before, after, details))


def _record(change: Change, item: Item, differences: tuple[FactChange, ...] = ()) -> RecordChange:
    return RecordChange(
        change=change,
        kind=item["kind"],
        pk=item.get("id"),
        label=item.get("label", ""),
        count=item.get("count", 1),
        note=item.get("note", ""),
        differences=differences,
    )
