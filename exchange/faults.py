"""What is wrong in a workbook, and where."""

from dataclasses import asdict, dataclass
from typing import Any

from openpyxl.utils import get_column_letter


class Wrong(Exception):
    """A cell cannot mean what its column asks for; the message says what to write instead.

    ``header`` tells the column, where it is another one than that which is being read.
    """

    def __init__(self, message: str, header: str = "") -> None:
        super().__init__(message)
        self.header = header


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a workbook; without a column a row, without a row a sheet."""

    sheet: str
    row: int = 0
    column: int = 0
    header: str = ""

    @property
    def letter(self) -> str:
        """The column as spreadsheets call it."""
        return get_column_letter(self.column) if self.column else ""

    def __str__(self) -> str:
        parts = [f"sheet “{self.sheet}”"]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.letter} ({self.header})")
        elif self.header:
            parts.append(f"column “{self.header}”")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: where it stands, what is wrong and what to do."""

    place: Place
    message: str

    def as_json(self) -> dict[str, Any]:
        """The fault as plain values."""
        return {**asdict(self.place), "letter": self.place.letter, "message": self.message}

    def __str__(self) -> str:
        text = str(self.place)
        return f"{text[:1].upper()}{text[1:]}: {self.message}"
