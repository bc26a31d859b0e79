"""docs/workbook.md, made from the declaration of the sheets."""

from django.conf import settings

from exchange.columns import Column
from exchange.readme import STEPS
from exchange.sheet import Sheet
from exchange.sheets import CONTRACT, FURTHER

HEAD = """# The workbook of a partnership

One XLSX workbook holds a whole partnership, a sheet for each kind of record. This page is made from
`exchange/sheets/` by `manage.py document_workbook docs/workbook.md`; a test checks that it is current.

    manage.py export_workbook laser-go laser-go.xlsx
    manage.py import_workbook laser-go.xlsx --dry-run                  # what would a new partnership be
    manage.py import_workbook laser-go.xlsx --partnership laser-go     # change the one that is there
    manage.py workbook_template template.xlsx

In the office the same stands under *Workbooks*. Exporting and importing ask for the right to change the
partnership, making a new one for the right to add partnerships. Why it is so is told in
[ADR 16](adr/0016-workbook.md).

## Rules
"""

RULES = """
* **The contract** is the sheets and columns below, under *Contract*: their names, spelling and order stay.
  Further columns stand at the right of a sheet, further sheets after the last; they may come and go. An
  import needs every sheet and column of the contract, in any order; of the others it takes what is there.
* **An empty cell empties**; where a record needs a value it gets that of a new record. A further column that
  is not there leaves what the portal has.
* **Rows are found again** by the columns marked *key*. A row that is not in the workbook leaves its record
  as it is; nothing is deleted but what a list in a cell names no more (partners of a case).
* **All or nothing.** Everything that is wrong is listed at once, with sheet, row, column and the way to mend it.
* **Numbers.** `number`, `entered` and the like are written by the portal. A workbook that makes a new partnership
  keeps them where they are free, so that evidence, findings and addresses are the same as where it comes from.
  Into a partnership that is there they are not read.
* **Not in the workbook:** documents of agreements and other files, people and their roles, the states,
  reviews and submitted versions of reports, the history.
* **Limits:** {file} MB, {content} MB unpacked, {cells:,} cells. Formulas, merged cells, passwords, .xls and CSV are
  refused. Texts longer than a cell may be stand in the sheet `long_texts`, in pieces.
"""


def as_markdown() -> str:
    """The whole page."""
    megabyte = 1024 * 1024
    rules = RULES.format(
        file=settings.WORKBOOK_BYTES // megabyte,
        content=settings.WORKBOOK_CONTENT_BYTES // megabyte,
        cells=settings.WORKBOOK_CELLS,
    )
    steps = "".join(f"{number}. {step}\n" for number, step in enumerate(STEPS, 1))
    parts = [HEAD, rules, "\n## How to fill it\n\n", steps, "\n## Contract\n"]
    parts += [_sheet(sheet) for sheet in CONTRACT]
    parts.append("\n## Further sheets\n\nNone of them has to be there.\n")
    parts += [_sheet(sheet) for sheet in FURTHER]
    return "".join(parts)


def _sheet(sheet: type[Sheet]) -> str:
    keys = {key for part in sheet.parts.values() for key in part.keys}
    columns = [column for column in sheet.columns if not column.is_hidden]
    rows = "".join(
        _row(column, place < sheet.contract, column.header in keys)
        for place, column in enumerate(columns)
    )
    head = "| column | | what | form |\n| --- | --- | --- | --- |\n"
    return f"\n### {sheet.name}\n\n{sheet.about}\n\n{head}{rows}"


def _row(column: Column, is_contract: bool, is_key: bool) -> str:
    name = f"**{column.header}**" if is_contract else column.header
    marks = [word for word, holds in (("key", is_key), ("must", column.is_required)) if holds]
    cells = (name, ", ".join(marks), column.note, column.kind.form)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
