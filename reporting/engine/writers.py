"""Writers: one format each, any document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reporting.engine.cells import ReportData
from reporting.engine.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of a report: the report itself, or with a ``volume`` from 1 on some rows of a table."""

    name: str
    content: bytes
    volume: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file that any worker may make beforehand; one of twice the weight takes as long."""

    name: str
    weight: int


class Writer:
    """Writes a report in one format. Register it with ``@register(writers)``.

    A writer knows columns by their kind and no domain: it never asks a record.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    purpose: ClassVar[str] = ""
    """What the file is good for, in a few words beside its download."""
    position: ClassVar[int] = 100
    """Order in lists of downloads, lowest first."""
    has_annex: ClassVar[bool] = False
    """Whether it writes the tables of the annex; others show evidence in their own way."""
    is_quick: ClassVar[bool] = False
    """Whether a report of some thousand rows is written while its reader waits."""
    content_type: ClassVar[str]
    extension: ClassVar[str]

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The whole report as the bytes of a file; the same data gives the same bytes.

        Whatever ``progress`` raises goes through to the caller.
        """
        raise NotImplementedError

    def write_files(
        self, data: ReportData, stem: str, progress: Progress = silent
    ) -> Iterator[WrittenFile]:
        """The report as one file or, where it is too long for one, as several; the first leads.

        ``stem`` begins their names.
        """
        yield WrittenFile(self.filename(stem), self.write(data, progress))

    def pieces(self, data: ReportData, stem: str) -> list[Piece]:
        """What of a long report several workers may make at a time, before it is written."""
        return []

    def make_piece(self, name: str) -> None:
        """Make one of the pieces; safe to call twice."""
        raise NotImplementedError

    def filename(self, stem: str, volume: int = 0) -> str:
        """The name of a file, or of a volume."""
        which = f"-volume-{volume:02}" if volume else ""
        return f"{stem}{which}.{self.extension}"
