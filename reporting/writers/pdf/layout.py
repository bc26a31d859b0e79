"""What stands together on the pages of a PDF: a report as flows of HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

from common.pdf.flows import MARK, Flow
from partnership.choices import Emblem
from reporting.engine.cells import ReportData
from reporting.pictures import printed_pictures
from reporting.presentation import ShownTable, present
from reporting.program import program_version
from reporting.writers.pdf.volumes import Volume, volumes_of

STYLES = "reporting/print.css"

SHORT_TABLE = 9
"""Tables of up to so many rows share pages with one another; longer ones begin on one of their own."""

TEXT_AHEAD = 3
"""A heading, and the lines that must not be parted from it, decide what stays on the page before."""

_row = get_template("reporting/_row.html")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a heading of the report, or a volume of a long table."""

    title: str
    href: str
    page: int
    is_volume: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of a narrative section: its heading, a paragraph, a list or a quotation."""

    section: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class _Pages:
    """Documents of some blocks of a flow: their HTML within what each page shows."""

    page: Callable[[str], str]
    body: Callable[[int, int], str]

    def __call__(self, start: int, stop: int) -> str:
        return self.page(self.body(start, stop))


class Layout:
    """The parts of a report, in the order of its pages.

    ``stem`` begins the names of the files.
    """

    def __init__(self, data: ReportData, stem: str) -> None:
        self.data = data
        self.stem = stem
        self.report = present(data, with_evidence=False, pictures=printed_pictures(data))
        self.head = {
            "masthead": data.masthead,
            "title": data.title,
            "has_emblem": data.masthead.emblem == Emblem.EUROPEAN_UNION,
            "emblem_url": "portal/eu-emblem.svg",
        }

    @cached_property
    def volumes(self) -> list[Volume]:
        """What is too long for the report itself."""
        return volumes_of(self.data, self.report)

    def flows(self) -> list[Flow]:
        """The text, then the tables."""
        text = [self._text()] if self.report.sections else []
        return text + [
            self._long_table(tables) if self._is_long(tables[0]) else self._tables(tables)
            for tables in self._grouped()
        ]

    def html(self) -> str:
        """The whole report as one document, as another program might print it."""
        flows = [self.front([]), *self.flows()]
        return self._page("".join(flow.html.body(0, len(flow.blocks)) for flow in flows))  # type: ignore[attr-defined]

    def front(self, contents: Sequence[Sequence[Entry]]) -> Flow:
        """The first page, with the contents; ``contents`` are lists of their own."""
        return self._single(self._render("front", contents=[group for group in contents if group]))

    def volume(self, volume: Volume) -> Flow:
        """The pages of a volume."""
        rows = "".join(_row_html(row) for row in volume.rows)
        body = self._render(
            "volume",
            table=volume.table,
            rows=SafeString(rows),
            volume=volume,
        )
        return self._single(body)

    # Flows ----------------------------------------------------------------------

    @cached_property
    def _looks(self) -> str:
        return f"{program_version()}{self._page('')}"

    def _flow(
        self,
        blocks: Sequence[str],
        body: Callable[[int, int], str],
        *,
        ahead: int,
        looks: str = "",
    ) -> Flow:
        return Flow(
            blocks=tuple(blocks),
            html=_Pages(self._page, body),
            styles=STYLES,
            looks=f"{self._looks}{looks}",
            ahead=ahead,
        )

    def _single(self, body: str) -> Flow:
        """A flow of one block, whose pages are rendered together."""
        html = f'<div {MARK}="0">{body}</div>'
        return self._flow([body], lambda *_: html, ahead=1)

    def _text(self) -> Flow:
        blocks = list(self._text_blocks())

        def body(start: int, stop: int) -> str:
            numbered = enumerate(blocks[start:stop])
            sections = groupby(numbered, key=lambda pair: (pair[1].section, pair[1].title))
            return self._render(
                "text",
                sections=[
                    (
                        *key,
                        SafeString("".join(_marked(block.html, place) for place, block in members)),
                    )
                    for key, members in sections
                ],
            )

        shown = [f"{block.section} {block.title} {block.html}" for block in blocks]
        return self._flow(shown, body, ahead=TEXT_AHEAD)

    def _text_blocks(self) -> Iterator[TextBlock]:
        for section in self.report.sections:
            heading = render_to_string("reporting/pdf/heading.html", {"title": section.title})
            text = section.html or '<p class="empty">This section has not been written yet.</p>'
            charts = [
                render_to_string("reporting/_chart.html", {"chart": chart}).strip()
                for chart in section.charts
            ]
            for html in (heading.strip(), *_top_level(text), *charts):
                yield TextBlock(section.key, section.title, html)

    def _tables(self, tables: Sequence[ShownTable]) -> Flow:
        volumes = {
            table.key: [volume for volume in self.volumes if volume.table.key == table.key]
            for table in tables
        }
        shown = [(table, volumes[table.key]) for table in tables]
        return self._single(self._render("tables", tables=shown))

    def _long_table(self, tables: Sequence[ShownTable]) -> Flow:
        """Page after page of one table; empty ones follow it on its last page."""
        table, *others = tables
        rows = [_row_html(row) for row in table.rows]

        def body(start: int, stop: int) -> str:
            marked = "".join(_marked(row, place) for place, row in enumerate(rows[start:stop]))
            return self._render(
                "rows",
                table=table,
                rows=SafeString(marked),
                is_start=start == 0,
                is_end=stop == len(rows),
                others=others,
            )

        ending = self._render(
            "rows", table=table, rows="", is_start=True, is_end=True, others=others
        )
        return self._flow(rows, body, ahead=2, looks=ending)

    def _grouped(self) -> Iterator[list[ShownTable]]:
        """Neighbours that are short stand together, and an empty table with what is before it."""
        group: list[ShownTable] = []
        for table in self.report.tables:
            begins = self._is_long(table) or (table.rows and group and self._is_long(group[0]))
            if group and begins:
                yield group
                group = []
            group.append(table)
        if group:
            yield group

    def _is_long(self, table: ShownTable) -> bool:
        in_volumes = any(volume.table.key == table.key for volume in self.volumes)
        return len(table.rows) > SHORT_TABLE and not in_volumes

    # HTML -----------------------------------------------------------------------

    def _render(self, name: str, **context: object) -> str:
        return render_to_string(
            f"reporting/pdf/{name}.html", {**self.head, "report": self.report, **context}
        )

    def _page(self, body: str) -> str:
        # Safe: made by templates, which escape.
        context = {**self.head, "body": SafeString(body)}
        return render_to_string("reporting/pdf/page.html", context)


def _row_html(row: object) -> SafeString:
    return SafeString(_row.render({"row": row}).strip())


def _marked(html: str, place: int) -> str:
    return re.sub(r"^<(\w+)", rf'<\1 {MARK}="{place}"', html, count=1)


def _top_level(html: str) -> Iterator[str]:
    """The paragraphs, lists and quotations of a text, one by one."""
    depth = begin = 0
    for tag in re.finditer(r"<(/?)(?:p|ul|ol|blockquote)\b[^>]*>", html):
        depth += -1 if tag[1] else 1
        if depth == 0:
            yield html[begin : tag.end()].strip()
            begin = tag.end()
