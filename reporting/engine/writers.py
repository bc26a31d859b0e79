"""Writers: one format each, any document."""

from typing import ClassVar

from reporting.engine.cells import ReportData
from reporting.engine.progress import Progress, silent


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
    is_quick: ClassVar[bool] = False
    """Whether a report of some thousand rows is written while its reader waits."""
    content_type: ClassVar[str]
    extension: ClassVar[str]

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The whole report as the bytes of a file; the same data gives the same bytes.

        Whatever ``progress`` raises goes through to the caller.
        """
        raise NotImplementedError
