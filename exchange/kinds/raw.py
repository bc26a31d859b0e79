"""A cell as it stands in the file, before its column says what it means."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from exchange.faults import Wrong

Written = str | int | float | Decimal | bool | date | None
"""What the writer puts into a cell."""

# Spreadsheets keep signs that XML cannot hold, and a carriage return, as _x000D_.
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_CODE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": "", "\u200b": ""})


@dataclass(frozen=True, slots=True)
class Raw:
    """The value of a cell and the format it is shown in."""

    value: Any
    shape: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return self.value is None or (isinstance(self.value, str) and not neat(self.value))

    @property
    def text(self) -> str:
        """A text without blanks around it, or a number as one would type it."""
        value = self.value
        if isinstance(value, str):
            return neat(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date | time | timedelta):
            raise Wrong(
                f"The spreadsheet has made a day or a time of this ({_shown(value)}). Format the cell as "
                "text and type it again."
            )
        if "%" in self.shape:
            raise Wrong(
                f"The spreadsheet has made a percentage of this ({value:.6g}). Format the cell as text and "
                "type it again."
            )
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            value = int(value)
        return str(value)


EMPTY = Raw(None)


def neat(text: str) -> str:
    """A text without blanks around it, those of web pages and word processors included."""
    return text.translate(_BLANKS).strip()


def decode(text: str) -> str:
    """A text of the file with its codes read."""
    return _CODE.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def encode(text: str) -> str:
    """A text for the file: what XML cannot hold becomes a code, so that it is read as it was."""
    return _NEEDS_CODE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def _shown(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value)
