"""The evidence of a report as comma-separated values, made from its JSON.

A submitted version keeps its JSON, so its evidence can be written as it was.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.sheets import csv_writer
from reporting.engine.annex import NOTHING_COUNTS

EVIDENCE = "evidence.csv"
FOLDER = "evidence"
EVIDENCE_HEAD = (
    *("table", "row", "column", "figure", "value", "recorded", "declared"),
    *("kind", "id", "record", "note", "date", "parties", "source", "count"),
)
FINDINGS = "findings.csv"
FINDINGS_HEAD = (
    *("severity", "code", "finding", "where", "claimed", "reported"),
    *("decision", "reason", "on", "by"),
)
TEXTS = "texts"
"""Stands for a table where a figure stands in a text."""


@dataclass(frozen=True)
class Figure:
    """A figure of a report: where it stands, in words, and its cell of the JSON."""

    table: str
    row: str
    column: str
    words: str
    cell: dict[str, Any]

    @property
    def name(self) -> str:
        """The file of all figures of its column."""
        return f"{FOLDER}/{self.table}-{self.column}.csv"


def write_evidence(data: dict[str, Any], folder: Path) -> list[str]:
    """Write all evidence to one file, and that of each column, or figure in a text, to its own.

    Gives their paths below the folder. A figure that no record makes says so.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        every = _opened(files, folder / EVIDENCE, EVIDENCE_HEAD)
        own: dict[str, Any] = {}
        for figure in _figures(data):
            if figure.name not in own:
                own[figure.name] = _opened(files, folder / figure.name, EVIDENCE_HEAD)
            for line in _lines(figure):
                every.writerow(line)
                own[figure.name].writerow(line)
    return [EVIDENCE, *own]


def write_findings(data: dict[str, Any], folder: Path) -> list[str]:
    """Write the findings with the decision on each; gives the path below the folder."""
    with ExitStack() as files:
        writer = _opened(files, folder / FINDINGS, FINDINGS_HEAD)
        for finding in data["findings"]:
            accepted = finding.get("accepted", {})
            told = [finding[key] for key in ("severity", "code", "message", "where")]
            told += [finding.get("claimed", ""), finding.get("reported", "")]
            told += ["accepted" if accepted else "open"]
            told += [accepted.get(key, "") for key in ("reason", "on", "by")]
            writer.writerow(told)
    return [FINDINGS]


def listed_agreements(data: dict[str, Any]) -> set[int]:
    """The numbers of the agreements that the report lists or counts."""
    listed = {
        int(row["key"])
        for table in data["tables"]
        if table["key"] == "agreements"
        for row in table["rows"]
    }
    evidence = (item for figure in _figures(data) for item in figure.cell["evidence"])
    return listed | {item["id"] for item in evidence if item["kind"] == "agreement"}


def _opened(files: ExitStack, path: Path, head: Iterable[str]) -> Any:
    # With a byte order mark, so that spreadsheets read accents.
    file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
    writer = csv_writer(file)
    writer.writerow(head)
    return writer


def _figures(data: dict[str, Any]) -> Iterator[Figure]:
    for figure in data.get("figures", []):
        yield Figure(TEXTS, "", figure["key"], figure["label"], figure)
    for table in data["tables"]:
        yield from _figures_of(table)


def _figures_of(table: dict[str, Any]) -> Iterator[Figure]:
    labels = {column["key"]: column["label"] for column in table["columns"]}
    first = next(iter(labels))
    told: dict[str, set[tuple[Any, ...]]] = {}
    for row in table["rows"]:
        head = row["cells"][first]
        title = head.get("printed", head["value"])
        for key, cell in row["cells"].items():
            if "evidence" in cell:
                told.setdefault(key, set()).update(_records(cell))
                words = f"{title} – {labels[key]}"
                yield Figure(table["key"], row["key"], key, words, cell)
    for key, cell in table["total"].items():
        # Whoever adds up the counts is to find each record once.
        if "evidence" in cell and not told.get(key, set()) >= _records(cell):
            yield Figure(table["key"], "total", key, f"Total – {labels[key]}", cell)


def _records(cell: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {(item["kind"], item.get("id"), item["label"]) for item in cell["evidence"]}


def _lines(figure: Figure) -> Iterator[list[Any]]:
    cell = figure.cell
    place = [figure.table, figure.row, figure.column, figure.words]
    place += [cell["value"], cell.get("recorded", ""), cell.get("declared", "")]
    if not cell["evidence"]:
        yield [*place, "", "", NOTHING_COUNTS, "", "", "", "", 0]
    for item in cell["evidence"]:
        told = [item["kind"], item.get("id", ""), item["label"]]
        told += [item.get(key, "") for key in ("note", "date")]
        told += ["; ".join(item.get("parties", [])), item.get("source", ""), item["count"]]
        yield [*place, *told]
