"""A report made by hand, full of what files of some format take badly."""

from datetime import date
from decimal import Decimal

from partnership.choices import Emblem
from reporting.engine.cells import (
    Cell,
    Finding,
    Masthead,
    Reference,
    ReportData,
    Row,
    SectionData,
    TableData,
)
from reporting.engine.columns import Column, Kind, Total
from reporting.engine.prose import MARK_END, MARK_START
from reporting.engine.registries import writers

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "#N/A")
COLUMNS = (
    Column("name", "Name & “sign” <b>", width=12),
    Column("number", "No.", Kind.COUNT, Total.SUM, width=6, note="Number: a note."),
    Column("several", "Several", Kind.COUNT, Total.FIGURE, width=6),
    Column("type", "Type", Kind.COUNT, width=10),
    Column("share", "Share", Kind.PERCENT, width=8, group="Figures"),
    Column("amount", "Amount", Kind.NUMBER, width=10, group="Figures"),
    Column("day", "Day", Kind.DATE, width=12),
    Column("codes", "Codes", Kind.CODES, width=10),
    Column("names", "Names", Kind.LIST, width=10),
    Column("text", "Text", Kind.LONG_TEXT, width=16),
)


def row(key, **values):
    """A row of the table; ``values`` take the place of its usual ones."""
    cells = {
        "name": Cell("plain"),
        "number": Cell(1, recorded=1),
        "several": Cell(2, recorded=2),
        "type": Cell(1, printed="1) Collaboration project"),
        "share": Cell(95),
        "amount": Cell(5),
        "day": Cell(date(2016, 11, 8)),
        "codes": Cell((1, 2), printed="1/2"),
        "names": Cell(("LITEK", "OpticsValley")),
        "text": Cell("One line."),
    }
    return Row(key, {**cells, **{name: Cell(value) for name, value in values.items()}})


ROWS = (
    row("zero", number=0, several=0, share=0, amount=0),
    row("large", number=12_345, share=Decimal("12.5"), amount=Decimal("1234.75")),
    row("empty", name="", day="", names=(), codes=(), text=""),
    row("old", day=date(1899, 12, 31), name="Łódź & 日本 <b>Ω</b>"),
    row("lines", text="Steps:\n- one\n- two <i>x</i> & y\n\nlast", name="a b _x0041_"),
    *(row(f"formula {text}", name=text, text=text) for text in FORMULAS),
)
TABLE = TableData(
    key="tricky",
    letter="A",
    title="Tricky & <b>bold</b>",
    columns=COLUMNS,
    rows=ROWS,
    total={
        "number": Cell(sum(row.cells["number"].number for row in ROWS)),
        "several": Cell(7),
        "names": Cell(2),
    },
    footnotes=("Number: a note.", "Several: 3 count in several rows, and once in the total."),
    empty_text="",
)
EMPTY = TableData("nothing", "C", "Nothing", COLUMNS[3:4], (), {}, (), "Nothing is recorded.")
PROSE = f"""\
**Bold** and *slanted*, {MARK_START}0{MARK_END} events & <b>none</b> of 3*4.

- first
- second
  - deeper

3. three
4. four

Between.

1. one

> A quotation
>
> **Someone**
"""
SECTION = SectionData(
    "introduction",
    "Introduction & more",
    PROSE.replace(f"{MARK_START}0{MARK_END}", "*8*"),
    PROSE,
    (Reference("c2c_events", "", "*8*", Cell(8)),),
)
MASTHEAD = Masthead(
    partnership="alpha",
    acronym="ALPHA & <b>",
    name="A Partnership",
    phase="Phase 2",
    language="de",
    zero_mark="-",
    partners=("LITEK (LT)", "OpticsValley (FR)"),
    agency="EASME",
    grant_number="688904",
    period="1 January 2016 – 30 June 2017",
    cofunding_statement="Co-funded by the European Union",
    disclaimer="The authors alone answer for this publication.",
    emblem=Emblem.EUROPEAN_UNION,
    website="",
    as_of="2017-06-30",
)
FINDINGS = (Finding("claim-differs", "warning", "=2 stated, 3 reported.", "Page 2", 2, 3),)
TRICKY = ReportData(
    "key-achievements",
    "Key Achievements",
    "public",
    MASTHEAD,
    (SECTION, SectionData("summary", "Summary", "", "", ()), TABLE, EMPTY),
    FINDINGS,
)


def write(data, key):
    """The report as a file of a format."""
    return writers[key]().write(data)
