"""Two whole reports."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reporting.comparison.changes import (
    Change,
    Comparison,
    FactChange,
    FindingChange,
    SectionChange,
    TableChange,
)
from reporting.comparison.evidence import (
    NO_DETAIL,
    TOLD_IF_KNOWN,
    Identity,
    Item,
    identity,
    likeness,
)
from reporting.comparison.sentences import compare_texts
from reporting.comparison.tables import compare_tables
from reporting.comparison.values import as_text

Json = Mapping[str, Any]

NUMBERS = re.compile(r"\d[\d,.]*")


def compare(before: Json, after: Json, *, with_same: bool = False) -> Comparison:
    """What differs between two reports in their JSON form, of this or an earlier version of the contract.

    What one side does not know at all (a fact of the head, a detail of the records) is not compared.
    Unchanged rows are left out unless asked for ``with_same``.
    """
    old, new = _survey(before), _survey(after)
    details = frozenset(TOLD_IF_KNOWN) | (old.details & new.details)
    tables = tuple(
        compare_tables(
            before.get("tables", []), after.get("tables", []), details, with_same=with_same
        )
    )
    return Comparison(
        facts=tuple(_facts(before, after)),
        sections=tuple(_sections(before.get("sections", []), after.get("sections", []))),
        tables=tables,
        findings=tuple(_findings(before.get("findings", []), after.get("findings", []))),
        records=_count_records(old, new, tables),
    )


# Head ----------------------------------------------------------------------------------------


def _facts(before: Json, after: Json) -> Iterator[FactChange]:
    yield from _fact("title", before, after)
    old, new = before.get("masthead", {}), after.get("masthead", {})
    for name in new:
        yield from _fact(name, old, new)


def _fact(name: str, before: Json, after: Json) -> Iterable[FactChange]:
    if name not in before or name not in after or before[name] == after[name]:
        return []
    return [FactChange(name, as_text(before[name]), as_text(after[name]))]


# Texts ---------------------------------------------------------------------------------------


def _sections(before: Sequence[Json], after: Sequence[Json]) -> Iterator[SectionChange]:
    old = {section["key"]: section for section in before}
    new = {section["key"]: section for section in after}
    for key, section in {**new, **{k: row for k, row in old.items() if k not in new}}.items():
        texts = [side[key].get("text", "") if key in side else "" for side in (old, new)]
        sentences = compare_texts(*texts)
        same = all(sentence.change is Change.SAME for sentence in sentences)
        change = Change.SAME if same else Change.CHANGED
        if key not in old:
            change = Change.CAME
        elif key not in new:
            change = Change.WENT
        yield SectionChange(key, section.get("title", ""), change, sentences)


# Findings ------------------------------------------------------------------------------------


def _findings(before: Sequence[Json], after: Sequence[Json]) -> Iterator[FindingChange]:
    old, new = _by_words(before), _by_words(after)
    for words in {**new, **old}:
        gone, come = list(old.get(words, [])), list(new.get(words, []))
        for former in list(gone):
            if former in come:
                gone.remove(former)
                come.remove(former)
        for former, latter in zip(gone, come, strict=False):
            yield _finding(Change.CHANGED, latter, former)
        paired = min(len(gone), len(come))
        yield from (_finding(Change.WENT, finding) for finding in gone[paired:])
        yield from (_finding(Change.CAME, finding) for finding in come[paired:])


def _by_words(findings: Sequence[Json]) -> dict[tuple[Any, ...], list[Json]]:
    """By what they tell, whatever the numbers: other numbers make a changed finding."""
    found: dict[tuple[Any, ...], list[Json]] = {}
    for finding in findings:
        message = NUMBERS.sub("#", finding.get("message", ""))
        words = (finding.get("code", ""), message, finding.get("where", ""))
        found.setdefault(words, []).append(finding)
    return found


def _finding(change: Change, finding: Json, former: Json | None = None) -> FindingChange:
    facts = []
    if former is not None:
        for name in ("severity", "message", "accepted"):
            if former.get(name) != finding.get(name):
                texts = as_text(former.get(name)), as_text(finding.get(name))
                facts.append(FactChange(name, *texts))
    return FindingChange(
        change,
        finding.get("severity", ""),
        finding.get("message", ""),
        finding.get("where", ""),
        tuple(facts),
    )


# Records -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Survey:
    """The records behind a whole report, and what is told of them."""

    named: set[Identity] = field(default_factory=set)
    nameless: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    details: set[str] = field(default_factory=set)

    def add(self, evidence: Sequence[Item]) -> None:
        here: Counter[tuple[str, str, int]] = Counter()
        for item in evidence:
            self.details.update(item)
            key = identity(item)
            if key is None:
                here[likeness(item)] += 1
            else:
                self.named.add(key)
        self.nameless |= here  # the same one counts in its row and in the total


def _survey(report: Json) -> _Survey:
    survey = _Survey()
    for table in report.get("tables", []):
        for row in table.get("rows", []):
            for cell in row.get("cells", {}).values():
                if cell.get("evidence"):
                    survey.add(cell["evidence"])
        for cell in table.get("total", {}).values():
            if cell.get("evidence"):
                survey.add(cell["evidence"])
    survey.details -= NO_DETAIL
    return survey


def _count_records(
    before: _Survey, after: _Survey, tables: Sequence[TableChange]
) -> dict[str, int]:
    """Distinct records; one that left a figure and is still behind another one has moved."""
    changed: set[Identity] = set()
    moved: set[Identity] = set()
    for table in tables:
        for row in (*table.rows, *filter(None, [table.total])):
            for cell in row.cells:
                for record in cell.records:
                    if record.pk is None:
                        continue
                    lot = changed if record.change is Change.CHANGED else moved
                    lot.add((record.kind, record.pk))
    come, gone = after.nameless - before.nameless, before.nameless - after.nameless
    return {
        Change.CAME.value: len(after.named - before.named) + come.total(),
        Change.WENT.value: len(before.named - after.named) + gone.total(),
        Change.CHANGED.value: len(changed),
        "moved": len(moved & before.named & after.named),
    }
