"""Report data as HTML templates need it: texts by the column's kind, classes, and addresses of evidence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from reporting.chart_presentation import ShownChart, show_charts
from reporting.engine.cells import (
    Cell,
    Evidence,
    Masthead,
    Reference,
    ReportData,
    SectionData,
    TableData,
)
from reporting.engine.columns import Column, Kind, format_cell, format_value, join_words
from reporting.engine.markup import section_html
from reporting.engine.registries import figures
from reporting.pictures import Pictures

CLASSES = {
    Kind.LONG_TEXT: "prose",
    Kind.LIST: "list",
    Kind.CODES: "codes",
    Kind.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A record behind a figure; ``url`` leads to it, and is empty for whoever may not go there."""

    kind: str
    label: str
    note: str
    count: int
    url: str
    day: str = ""
    parties: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """The records behind one figure, under an address of its own in the page.

    ``has_repeats`` tells that the figure is more than the sum of its records, because some of them
    count in several rows, ``left_out`` how many records are not among those shown.
    """

    anchor: str
    back: str
    title: str
    value: str
    recorded: int | None
    declared: int | None
    evidence: tuple[ShownEvidence, ...]
    has_repeats: bool
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell; one that was typed as an entry of a list has a dash before its text."""

    text: str
    is_entry: bool = False


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as text; ``anchor`` is the address of its evidence, empty for a text.

    ``is_nothing`` marks a figure of nothing.
    """

    text: str
    lines: tuple[Line, ...]
    css: str
    anchor: str
    origin: str
    label: str
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A heading of a column or of a group of columns."""

    label: str
    css: str
    colspan: int = 1
    rowspan: int = 1
    note: int = 0


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table ready for a template; ``left_out`` tells how many of its rows are not shown."""

    key: str
    heading: str
    widths: tuple[int, ...]
    head: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    total: tuple[ShownCell, ...]
    footnotes: tuple[str, ...]
    empty_text: str
    left_out: int = 0
    charts: tuple[ShownChart, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A narrative section ready for a template."""

    key: str
    title: str
    html: SafeString
    charts: tuple[ShownChart, ...] = ()


@dataclass(slots=True)
class ShownReport:
    """A report ready for a template; ``panels`` only where evidence is shown."""

    data: ReportData
    masthead: Masthead
    sections: list[ShownSection] = field(default_factory=list)
    tables: list[ShownTable] = field(default_factory=list)
    panels: list[EvidencePanel] = field(default_factory=list)


NO_PICTURES = Pictures()


def no_address(evidence: Evidence) -> str:
    """For readers who may not go to records."""
    return ""


def present(
    data: ReportData,
    *,
    with_evidence: bool,
    address: Callable[[Evidence], str] = no_address,
    most: int | None = None,
    most_evidence: int | None = None,
    pictures: Pictures = NO_PICTURES,
) -> ShownReport:
    """The report for a template; with evidence, every figure is a link to the records behind it.

    Without, its tables are followed by those of its annex.
    ``address`` gives the web address of a record. Of each table the first ``most`` rows are shown, and
    ``most_evidence`` of the records behind a figure, or all. Charts without a picture stand in words
    and numbers.
    """
    presenter = _Presenter(
        data,
        with_evidence=with_evidence,
        address=address,
        most=most,
        most_evidence=most_evidence,
        pictures=pictures,
    )
    return presenter.present()


def present_rows(data: ReportData, table: TableData) -> Iterator[tuple[ShownCell, ...]]:
    """The rows of one of the report's tables without evidence, for whoever need not keep them."""
    presenter = _Presenter(
        data,
        with_evidence=False,
        address=no_address,
        most=None,
        most_evidence=None,
        pictures=NO_PICTURES,
    )
    return presenter.rows(table)


class _Presenter:
    def __init__(
        self,
        data: ReportData,
        *,
        with_evidence: bool,
        address: Callable[[Evidence], str],
        most: int | None,
        most_evidence: int | None,
        pictures: Pictures,
    ) -> None:
        self.data = data
        self.zero_mark = data.masthead.zero_mark
        self.with_evidence = with_evidence
        self.address = address
        self.most = most
        self.most_evidence = most_evidence
        self.charts = show_charts(data.charts, pictures, self.zero_mark)
        self.panels: dict[str, EvidencePanel] = {}
        self.numbers: dict[tuple[str, str], bool] = {}

    def present(self) -> ShownReport:
        shown = ShownReport(self.data, self.data.masthead)
        shown.sections = [self._section(section) for section in self.data.sections]
        tables = self.data.tables if self.with_evidence else self.data.printed_tables
        shown.tables = [self._table(table) for table in tables]
        shown.panels = list(self.panels.values())
        return shown

    # Prose -------------------------------------------------------------------

    def _section(self, section: SectionData) -> ShownSection:
        def figure(reference: Reference, position: int) -> str:
            text = escape(reference.printed)
            if not self.with_evidence:
                return text
            anchor, origin = f"e-{reference.name}", f"f-{section.key}-{position}"
            self._add_panel(anchor, origin, figures[reference.name].label, reference.cell)
            return f'<a class="figure" id="{origin}" href="#{anchor}">{text}</a>'

        # Safe: section_html escapes what was typed, figure() escapes what was computed.
        html = mark_safe(section_html(section, figure))  # noqa: S308
        return ShownSection(section.key, section.title, html, self.charts.get(section.key, ()))

    def _add_panel(self, anchor: str, back: str, title: str, cell: Cell) -> None:
        if anchor not in self.panels:
            self.panels[anchor] = EvidencePanel(
                anchor=anchor,
                back=back,
                title=title[:1].upper() + title[1:],
                value=f"{cell.value:,}" if isinstance(cell.value, int) else str(cell.value),
                recorded=cell.recorded,
                declared=cell.declared,
                evidence=tuple(map(self._evidence, cell.evidence[: self.most_evidence])),
                left_out=len(cell.evidence[self.most_evidence :]) if self.most_evidence else 0,
                has_repeats=cell.declared is None
                and cell.value != sum(item.count for item in cell.evidence),
            )

    def _evidence(self, item: Evidence) -> ShownEvidence:
        others = [party for party in item.parties if party not in item.label]
        return ShownEvidence(
            item.kind,
            item.label,
            item.note,
            item.count,
            self.address(item),
            day=format_value(item.on, Kind.DATE, ""),
            parties=join_words(others),
            source=item.source,
        )

    # Tables ------------------------------------------------------------------

    def _table(self, table: TableData) -> ShownTable:
        rows = tuple(self.rows(table))
        return ShownTable(
            key=table.key,
            heading=table.heading,
            widths=tuple(column.width for column in table.columns),
            head=self._head(table),
            rows=rows,
            total=self._total(table),
            footnotes=table.footnotes,
            empty_text=table.empty_text,
            left_out=len(table.rows) - len(rows),
            charts=self.charts.get(table.key, ()),
        )

    def rows(self, table: TableData) -> Iterator[tuple[ShownCell, ...]]:
        for row in table.rows[: self.most]:
            title = self._row_title(table, row.cells)
            yield tuple(
                self._cell(table, row.key, title, row.cells[column.key], column)
                for column in table.columns
            )

    @staticmethod
    def _row_title(table: TableData, cells: Mapping[str, Cell]) -> str:
        return str(cells[table.columns[0].key].value)

    def _cell(
        self, table: TableData, row: str, row_title: str, cell: Cell, column: Column
    ) -> ShownCell:
        text = format_cell(cell, column, self.zero_mark)
        css = CLASSES.get(column.kind, "num" if self._is_number(table, column) else "")
        anchor = origin = label = ""
        if self.with_evidence and cell.is_figure:
            origin = f"f-{table.key}-{row}-{column.key}"
            anchor = f"e-{table.key}-{row}-{column.key}"
            label = f"{column.label}, {row_title}"
            self._add_panel(anchor, origin, label, cell)
        lines = tuple(_line(line.strip()) for line in text.split("\n") if line.strip())
        return ShownCell(text, lines, css, anchor, origin, label, is_nothing=cell.value == 0)

    def _is_number(self, table: TableData, column: Column) -> bool:
        """Asked of every cell, found out once for its column."""
        place = (table.key, column.key)
        if place not in self.numbers:
            self.numbers[place] = _is_number(table, column)
        return self.numbers[place]

    def _total(self, table: TableData) -> tuple[ShownCell, ...]:
        if not table.total or not table.rows:
            return ()
        cells = []
        for position, column in enumerate(table.columns):
            if column.key in table.total:
                cell = table.total[column.key]
                cells.append(self._cell(table, "total", "total", cell, column))
            else:
                text = "Total" if position == 0 else ""
                cells.append(ShownCell(text, (Line(text),), "", "", "", ""))
        return tuple(cells)

    def _head(self, table: TableData) -> tuple[tuple[HeaderCell, ...], ...]:
        if not any(column.group for column in table.columns):
            return (tuple(self._heading(table, column) for column in table.columns),)
        first: list[HeaderCell] = []
        second: list[HeaderCell] = []
        for group, members in groupby(table.columns, key=lambda column: column.group):
            columns = list(members)
            if group:
                first.append(HeaderCell(group, "group", colspan=len(columns)))
                second += [self._heading(table, column) for column in columns]
            else:
                first += [self._heading(table, column, rowspan=2) for column in columns]
        return (tuple(first), tuple(second))

    @staticmethod
    def _heading(table: TableData, column: Column, rowspan: int = 1) -> HeaderCell:
        note = table.footnotes.index(column.note) + 1 if column.note else 0
        css = "num" if _is_number(table, column) else ""
        return HeaderCell(column.label, css, rowspan=rowspan, note=note)


def _is_number(table: TableData, column: Column) -> bool:
    """Whether a column reads as numbers: codes that are printed with their words do not."""
    printed = [row.cells[column.key].printed for row in table.rows]
    in_words = printed and all(any(map(str.isalpha, text)) for text in printed)
    return column.kind.is_numeric and not in_words


def _line(text: str) -> Line:
    typed_entry = text[:2] in ("- ", "– ", "• ", "* ")
    return Line(f"– {text[2:]}", is_entry=True) if typed_entry else Line(text)
