"""The public JSON contract of a report."""

import json
from typing import Any

from reporting.engine.cells import Cell, ReportData, TableData
from reporting.engine.columns import Kind
from reporting.engine.encoding import data_hash, plain
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import figures, register, writers
from reporting.engine.writers import Writer


@register(writers)
class JSONWriter(Writer):
    """Sections, figures and tables with evidence, and findings; see docs/reports.md for the contract."""

    key = "json"
    label = "JSON"
    purpose = "All data, for programs"
    position = 40
    content_type = "application/json"
    extension = "json"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report as UTF-8 JSON, indented, with keys in the order of the contract."""
        content = {
            "document": data.document,
            "partnership": data.masthead.partnership,
            "title": data.title,
            "edition": data.edition,
            "generated_at": data.masthead.as_of,
            "data_hash": data_hash(data),
            "period": data.masthead.period,
            "sections": [
                {"key": section.key, "title": section.title, "text": section.text}
                for section in data.sections
            ],
            "figures": _figures_in_texts(data),
            "tables": [_table(table) for table in data.tables],
            "findings": [finding.as_json() for finding in data.findings],
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _figures_in_texts(data: ReportData) -> list[dict[str, Any]]:
    """The figures that the texts refer to, each once."""
    cells = {
        reference.name: reference.cell
        for section in data.sections
        for reference in section.references
    }
    return [
        {"key": name, "label": figures[name].label, **_cell(cell, Kind.COUNT)}
        for name, cell in cells.items()
    ]


def _table(table: TableData) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": [
            {"key": column.key, "label": column.label, "kind": column.kind.value}
            for column in table.columns
        ],
        "rows": [
            {
                "key": row.key,
                "cells": {
                    column.key: _cell(row.cells[column.key], column.kind)
                    for column in table.columns
                },
            }
            for row in table.rows
        ],
        "total": {
            column.key: _cell(table.total[column.key], column.kind)
            for column in table.columns
            if column.key in table.total
        },
        "footnotes": list(table.footnotes),
    }


def _cell(cell: Cell, kind: Kind) -> dict[str, Any]:
    shown: dict[str, Any] = {"value": plain(cell.value)}
    if cell.printed or isinstance(cell.value, tuple):
        separator = "/" if kind is Kind.CODES else "; "
        shown["printed"] = cell.printed or separator.join(map(str, cell.value))  # type: ignore[arg-type]
    if cell.recorded is not None:
        shown["recorded"] = cell.recorded
    if cell.declared is not None:
        shown["declared"] = cell.declared
    if cell.is_figure:
        shown["evidence"] = [item.as_json() for item in cell.evidence]
    return shown
