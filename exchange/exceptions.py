"""What can go wrong with a workbook as a whole, in words for the person who has it."""

from reporting.exceptions import ReportingError


class ExchangeError(ReportingError):
    """A request that cannot be fulfilled; its message says what to do."""


class NotAWorkbook(ExchangeError):
    """The file cannot be read as a workbook at all; the message tells what it seems to be."""


class WorkbookIsFaulty(ExchangeError):
    """Something in the workbook must be mended first; the message tells how much."""


class WorkbookNotExpected(ExchangeError):
    """The workbook is of another partnership, or of one that is there already."""


class RecordsHaveChanged(ExchangeError):
    """Records were changed since the preview, so that the import would do something else."""


class UnknownImport(ExchangeError):
    """There is no such import, or none that may be seen; the message does not tell which."""
