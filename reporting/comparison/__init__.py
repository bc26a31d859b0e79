"""What changed between two states of a report, told from their JSON alone; see docs/reports.md."""

from reporting.comparison.changes import (
    CellChange,
    Change,
    Comparison,
    FactChange,
    FindingChange,
    RecordChange,
    RowChange,
    SectionChange,
    SentenceChange,
    TableChange,
)
from reporting.comparison.reports import compare

__all__ = [
    "CellChange",
    "Change",
    "Comparison",
    "FactChange",
    "FindingChange",
    "RecordChange",
    "RowChange",
    "SectionChange",
    "SentenceChange",
    "TableChange",
    "compare",
]
