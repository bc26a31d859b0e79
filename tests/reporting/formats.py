"""Reads every format of a report back into the same simple tables."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace

from docx import Document
from docx.table import Table
from openpyxl import load_workbook

from tests.reporting.reading import read as read_page


@dataclass
class Grid:
    """A table as it was read: its last heading row, rows, total and notes."""

    head: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    total: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def clean(text):
    """A text with white space made alike, and without what XML cannot hold."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text)
    text = re.sub(r"(?:^|(?<=\n))[-*•] ", "– ", text)
    return " ".join(text.split())


def words(element):
    """The text of an element of a Word document, results of fields included."""
    pieces = element.xpath(".//w:t | .//w:br")
    return "".join("\n" if piece.tag.endswith("}br") else piece.text or "" for piece in pieces)


# What the JSON says should stand there ----------------------------------------------


def contract(content):
    return json.loads(content)["tables"]


def printed(cell, kind, zero_mark):
    """The text of a cell of the JSON, as a reader sees it."""
    value = cell["value"]
    if isinstance(value, list):
        return clean(cell["printed"].replace("; ", " ") if kind != "codes" else cell["printed"])
    if cell.get("printed"):
        return clean(cell["printed"])
    if kind == "date" and value:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}"
    if isinstance(value, str):
        return clean(value)
    if kind == "count" and value == 0:
        return zero_mark
    return f"{value:,}{' %' if kind == 'percent' else ''}"


def typed(cell, kind, zero_mark):
    """The value of a cell of the JSON, as a spreadsheet types it."""
    value = cell["value"]
    if cell.get("printed") or isinstance(value, list):
        return printed(cell, kind, zero_mark)
    if kind == "date" and value >= "1900-03-01":
        return date.fromisoformat(value)
    return value if isinstance(value, int | float) else printed(cell, kind, zero_mark)


def raw(cell, kind, zero_mark):
    """A cell of the JSON as comma-separated values hold it."""
    value = cell["value"]
    text = cell["printed"] if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and isinstance(value, str) else text


def expected(table, show, zero_mark="-"):
    """The rows and the total of a table of the JSON; without rows it shows no total."""
    kinds = {column["key"]: column["kind"] for column in table["columns"]}

    def line(cells):
        return [
            show(cells[key], kind, zero_mark) if key in cells else "" for key, kind in kinds.items()
        ]

    total = line(table["total"]) if table["total"] and table["rows"] else []
    if total and not total[0]:
        total[0] = "Total"
    return [line(row["cells"]) for row in table["rows"]], total


# What stands there ------------------------------------------------------------------


def read_html(content):
    root = read_page(SimpleNamespace(content=content))
    found = []
    for section in root.find("section", "table-section"):
        grid = Grid(notes=[item.text for item in section.find("li")])
        for table in section.find("table"):
            grid.head = [cell.text for cell in table.one("thead").find("tr")[-1].children]
            lines = [[_html_text(c) for c in row.children] for row in table.find("tr")]
            head = len(table.one("thead").find("tr"))
            foot = len(table.find("tfoot"))
            grid.rows = lines[head : len(lines) - foot]
            grid.total = lines[-1] if foot else []
        found.append(grid)
    return found


def _html_text(cell):
    lines = cell.find("span", "line")
    return clean("\n".join(line.text for line in lines) if lines else cell.text)


def read_csv(content):
    found = []
    blocks = content.decode("utf-8-sig").split("\r\n\r\n")
    for block in blocks:
        key, head, *rows = csv.reader(io.StringIO(block, newline=""))
        has_total = bool(rows) and rows[-1][0] == "TOTAL"
        total = rows.pop() if has_total else []
        found.append(SimpleNamespace(key=key[0], head=head, rows=rows, total=total))
    return found


def read_docx(content):
    found = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            if part.style.name == "Report Table":
                _read_word_table(part, found[-1])
        elif part.style.name == "Caption":
            found.append(Grid())
        elif part.style.name == "Table Note" and part.text:
            found[-1].notes.append(re.sub(r"^\d+ ", "", part.text))
    return found


def _read_word_table(table, grid):
    lines = [
        [
            clean("\n".join(words(p._p) for p in cell.paragraphs)) if cell else ""
            for cell in row.cells
        ]
        for row in table.rows
    ]
    heads = len(table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]"))
    fills = table.rows[-1]._tr.xpath(".//w:shd[@w:fill='EEF2F7']")
    grid.head = lines[heads - 1]
    grid.rows = lines[heads : len(lines) - bool(fills)]
    grid.total = lines[-1] if fills else []


def read_xlsx(content):
    """The sheets of the tables, with the value that each formula comes to."""
    book = load_workbook(io.BytesIO(content))
    return [_read_sheet(sheet) for sheet in book.worksheets[1:-1]]


def _read_sheet(sheet):
    grid = Grid()
    head = sheet.print_title_rows.split("$")[-1]
    first = int(head) + 1
    columns = len([cell for cell in sheet[first - 1] if cell.value])
    grid.head = [cell.value for cell in sheet[first - 1][:columns]]
    if not sheet.auto_filter.ref:
        return grid
    last = int(re.search(r"\d+$", sheet.auto_filter.ref)[0])
    lines = [[_sheet_value(sheet, cell) for cell in row[:columns]] for row in sheet.iter_rows()]
    grid.rows = lines[first - 1 : last]
    grid.total = lines[last] if len(lines) > last and any(lines[last]) else []
    grid.notes = [line[0] for line in lines[last + 2 :]]
    return grid


def _sheet_value(sheet, cell):
    value = cell.value
    if cell.data_type == "f":
        start, end = re.fullmatch(r"=SUM\((\w+):(\w+)\)", value).groups()
        return sum(each.value for (each,) in sheet[f"{start}:{end}"])
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return clean(value.replace("_x005F_", "_"))
    if value is not None and "%" in cell.number_format:
        return round(value * 100, 6)
    return "" if value is None else value
