"""What can go wrong when a report is asked for, in words for the person who asked."""


class ReportingError(Exception):
    """A request that cannot be fulfilled; its message says what to do."""


class UnknownPartnership(ReportingError):
    """There is no partnership of that address; the message lists the known ones."""


class UnknownDocument(ReportingError):
    """There is no document of that key; the message lists the known ones."""


class UnknownFormat(ReportingError):
    """There is no writer for that format; the message lists the known ones."""


class RenderingFailed(ReportingError):
    """A file could not be made; the message says why and what to do."""


class UnknownFinding(ReportingError):
    """The finding is no longer there: it was mended, or its values have changed."""


class FindingNotAccepted(ReportingError):
    """A finding that cannot be accepted; the message says why."""


class UnknownReport(ReportingError):
    """There is no such report, or none that may be read; the message does not tell which."""


class UnknownEdition(ReportingError):
    """There is no edition of that name; the message lists the known ones."""
