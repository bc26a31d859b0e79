"""Texts that are longer than a cell of a spreadsheet may be."""

import re
from collections.abc import Iterable
from typing import Any

LONG_TEXTS = "long_texts"
"""The sheet that holds them, in pieces."""
HEADERS = ("text", "piece", "content")
LONGEST = 32_000
"""A cell holds 32,767 signs; codes for single signs need some of them."""

_MARK = re.compile(r"\[\[long text (\d+)\]\]")


class LongTexts:
    """Long texts by their number; a mark stands in the cell in place of each."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, int, str]] = []
        self._texts: dict[int, str] = {}

    def mark(self, text: str) -> str:
        """What to write into the cell; a text that looks like a mark is kept here, too."""
        if len(text) <= LONGEST and not _MARK.fullmatch(text):
            return text
        number = len({entry[0] for entry in self.pieces}) + 1
        for piece, start in enumerate(range(0, len(text), LONGEST // 2), 1):
            self.pieces.append((number, piece, text[start : start + LONGEST // 2]))
        return f"[[long text {number}]]"

    def read(self, rows: Iterable[dict[int, Any]]) -> None:
        """Take in the rows of the sheet, the heading left out."""
        for cells in rows:
            number, _, content = (cells.get(column) for column in (1, 2, 3))
            if number is not None and isinstance(number.value, int | float):
                text = content.value if content is not None else ""
                self._texts[int(number.value)] = self._texts.get(int(number.value), "") + str(text)

    def whole(self, text: str) -> str:
        """The text that a cell stands for."""
        mark = _MARK.fullmatch(text) if text.startswith("[[") else None
        return self._texts.get(int(mark[1]), text) if mark else text
