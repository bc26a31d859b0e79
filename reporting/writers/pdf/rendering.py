"""Brings a report to paper: renders what is not kept, numbers the pages, writes the contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from common.pdf.flows import Flow, render_flow
from common.pdf.joining import FILE_LINK, LINK, Numbering, headings, join
from common.pdf.numbers import NumberPlace
from common.pdf.store import Part, PartStore
from reporting.engine.progress import Progress
from reporting.engine.writers import WrittenFile
from reporting.writers.pdf.layout import STYLES, Entry, Layout

UPRIGHT = NumberPlace(right=68.03, bottom=57.6)
WIDE = NumberPlace(right=45.35, bottom=43.4)
"""In line with the text at the foot of the pages; see their margins in the style sheet."""


@dataclass(frozen=True)
class Rendering:
    """One report on its way to files."""

    layout: Layout
    store: PartStore
    progress: Progress

    def files(self) -> Iterator[WrittenFile]:
        """The report, then each volume."""
        name = f"{self.layout.stem}.pdf"
        yield WrittenFile(name, join([self._read(part) for part in self._report], self._from(1)))
        first = self._pages_of_report + 1
        for volume, part in zip(self.layout.volumes, self._volumes, strict=True):
            self.progress("Numbering the volumes", volume.number - 1, len(self._volumes))
            content = join([self._read(part)], self._from(first))
            yield WrittenFile(self._name(volume.number), content, volume.number)
            first += part.pages

    def _name(self, volume: int) -> str:
        return f"{self.layout.stem}-volume-{volume:02}.pdf"

    def _read(self, part: Part) -> bytes:
        return self.store.read(part)

    def _from(self, first: int) -> Numbering:
        total = self._pages_of_report + sum(part.pages for part in self._volumes)
        return Numbering(first, total, styles=STYLES, upright=UPRIGHT, wide=WIDE)

    # Parts ------------------------------------------------------------------------

    @cached_property
    def _body(self) -> list[Part]:
        flows = self.layout.flows()
        blocks = sum(len(flow.blocks) for flow in flows)
        done = 0
        parts: list[Part] = []
        for flow in flows:
            parts += self._rendered(flow, done, blocks)
            done += len(flow.blocks)
        return parts

    def _rendered(self, flow: Flow, before: int, total: int) -> list[Part]:
        def watch(done: int, _: int) -> None:
            self.progress("Laying out the pages", before + done, total)

        return render_flow(flow, self.store, watch)

    @cached_property
    def _volumes(self) -> list[Part]:
        volumes = self.layout.volumes
        parts: list[Part] = []
        for volume in volumes:
            self.progress("Laying out the volumes", volume.number - 1, len(volumes))
            flow = self.layout.volume(volume)
            self.store.bring(flow.start_key(0))
            parts += render_flow(flow, self.store)
        return parts

    @cached_property
    def _front(self) -> list[Part]:
        """The first page is rendered last: only now all numbers are known.

        How many pages it takes decides the numbers that it prints, so it may have to be made again.
        """
        pages = 1
        while True:
            parts = render_flow(self.layout.front(self._contents(pages)), self.store)
            taken = sum(part.pages for part in parts)
            if taken <= pages:
                return parts
            pages = taken

    @cached_property
    def _report(self) -> list[Part]:
        return [*self._front, *self._body]

    @property
    def _pages_of_report(self) -> int:
        return sum(part.pages for part in self._report)

    # Contents ---------------------------------------------------------------------

    def _contents(self, pages_before: int) -> list[list[Entry]]:
        first_page = pages_before + 1
        entries: list[Entry] = []
        for part in self._body:
            for heading in headings(self._read(part)):
                page = first_page + heading.page
                entries.append(Entry(heading.title, f"{LINK}{len(entries)}", page))
            first_page += part.pages
        sections = len(self.layout.report.sections)
        return [entries[:sections], self._with_volumes(entries[sections:], first_page)]

    def _with_volumes(self, tables: list[Entry], first_page: int) -> list[Entry]:
        """Each table, and after a long one the volumes that hold its rows."""
        places: dict[str, list[Entry]] = {}
        for volume, part in zip(self.layout.volumes, self._volumes, strict=True):
            title = f"Volume {volume.number}: rows {volume.first:,} to {volume.last:,}"
            href = f"{FILE_LINK}{self._name(volume.number)}"
            places.setdefault(volume.table.heading, []).append(
                Entry(title, href, first_page, is_volume=True)
            )
            first_page += part.pages
        return [entry for table in tables for entry in (table, *places.get(table.title, []))]
