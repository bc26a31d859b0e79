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


class FilesAreAway(RenderingFailed):
    """The store of files does not answer; what was asked for may work later."""


class UnknownFinding(ReportingError):
    """The finding is no longer there: it was mended, or its values have changed."""


class FindingNotAccepted(ReportingError):
    """A finding that cannot be accepted; the message says why."""


class UnknownReport(ReportingError):
    """There is no such report, or none that may be read; the message does not tell which."""


class UnknownAgreement(ReportingError):
    """There is no such document of an agreement, or none that may be read; it does not tell which."""


class UnknownEdition(ReportingError):
    """There is no edition of that name; the message lists the known ones."""


class UnknownVersion(ReportingError):
    """There is no such submitted version, or none that may be read; the message does not tell which."""


class UnknownChart(ReportingError):
    """There is no such picture, or none that may be seen; the message does not tell which."""


class StoredFileIsMissing(RenderingFailed):
    """A stored file of a submitted version is not where it was put; it is never made again."""


class StoredFileHasChanged(RenderingFailed):
    """A stored file of a submitted version is not the one that was submitted."""


class RowIsKept(ReportingError):
    """What was written once was to be changed or deleted."""


class LifeError(ReportingError):
    """A step in the life of a report that cannot be taken now."""


class StepNotAllowed(LifeError):
    """The report is not in a state that the step leads on from."""


class CommentIsMissing(LifeError):
    """The step needs a comment, for those who read the history later."""


class ReportNotReady(LifeError):
    """Something is missing before the report can be approved; the message names it."""


class VerdictNotTaken(LifeError):
    """What a partner says cannot be entered; the message says why."""


class ReportHasChanged(LifeError):
    """Records changed while the files of a version were written, so nothing was submitted."""


class UnknownDashboard(ReportingError):
    """There is no such dashboard or list, or none that may be seen; the message does not tell which."""


class UnknownJob(ReportingError):
    """There is no such work, or none that may be seen; the message does not tell which."""


class JobNotPossible(ReportingError):
    """What was asked of a background job cannot be done now; the message says why."""


class TextsNotCopied(ReportingError):
    """Texts of another partnership or document were to be copied."""
