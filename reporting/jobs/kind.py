"""Kinds of background work: each declares what it makes, who may ask for it and how it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reporting.downloads import of_report
from reporting.engine.editions import Edition
from reporting.engine.progress import Progress
from reporting.engine.registries import Register
from reporting.models import Download, Job, Report
from reporting.permissions import can_follow_job, reads_everything
from reporting.rendering import Rendered

Parameters = dict[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of a job that any worker may do; parts of twice the ``weight`` take twice as long."""

    parameters: Parameters
    weight: int = 1
    kind: str = ""
    """Of the part; empty: that of the whole."""


@dataclass(frozen=True)
class Split:
    """What ``run`` gives back instead of a result: the parts to be made first, in their order."""

    parts: Sequence[Part]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("Work cannot be split into no parts.")


def report_of(job: Job) -> Report:
    """The report that a job is about; only for kinds that are about one."""
    if job.report is None:
        raise LookupError(f"Job {job.uuid} is about no report.")
    return job.report


class JobKind:
    """One kind of work. Register it with ``@register(job_kinds)`` in a module of ``jobs/kinds``.

    Work is safe to run twice: a worker may die at any moment, and another begins anew. Parameters
    and results are values of JSON. Parameters never hold records, only their keys.
    """

    key: ClassVar[str]
    subject: ClassVar[str] = "Your report"
    verb: ClassVar[str] = "made"
    ready: ClassVar[str] = "Your report is ready"
    """Headings: the subject “is being” or “could not be” the verb, and is ``ready``."""

    def title(self, job: Job) -> str:
        """What is made, in the reader's words."""
        raise NotImplementedError

    def may_request(self, user: Any, report: Report, edition: Edition) -> bool:
        """Whether somebody may have it done. ``user`` may be anonymous."""
        raise NotImplementedError

    def may_ask(
        self, user: Any, report: Report | None, edition: Edition | None, parameters: Parameters
    ) -> bool:
        """The same of work that may be about something else than a report."""
        return (
            report is not None and edition is not None and self.may_request(user, report, edition)
        )

    def may_follow(self, user: Any, job: Job) -> bool:
        """Whether somebody sees how far it is, and has its result."""
        return bool(can_follow_job.test(user, job))

    def identity(self, report: Report, edition: Edition, parameters: Parameters) -> list[Any]:
        """What makes two requests the same, as values of JSON; whoever comes second joins the first."""
        return [report.pk, edition.value, parameters]

    def tell_apart(
        self, report: Report | None, edition: Edition | None, parameters: Parameters
    ) -> list[Any]:
        """The same of work that may be about something else than a report."""
        if report is None or edition is None:
            return [parameters]
        return self.identity(report, edition, parameters)

    def run(self, job: Job, progress: Progress) -> Result | Split:
        """Do the work, or split it. Raises a ``ReportingError`` in words for the person who asked.

        Lets through what ``progress`` raises. What makes a result known to others does so in a
        transaction that begins with ``confirm(progress)``.
        """
        raise NotImplementedError

    def finish(self, job: Job, parts: Sequence[Job], progress: Progress) -> Result:
        """Join the results of the parts, in their order. Only for kinds that split."""
        raise NotImplementedError

    def find_file(self, job: Job) -> Rendered | None:
        """The file that a finished job made, if it made one and it is still there."""
        return None

    def find_volumes(self, job: Job) -> list[Rendered]:
        """The volumes that belong to the file, where it is too long for one."""
        return []

    def file_format(self, job: Job) -> str:
        """What the log of downloads calls the format of that file."""
        return self.key

    def download_of(self, job: Job) -> Download:
        """What the log of downloads keeps of that file, apart from the file itself."""
        version = job.result.get("version", 0)
        return of_report(report_of(job), job.edition, self.file_format(job), version=version)

    def is_gone(self, job: Job) -> bool:
        """Whether the result of a finished job is there no more, so that it may be made again."""
        return False

    def result_address(self, job: Job) -> str:
        """Where the result of a finished job is looked at."""
        return report_of(job).get_absolute_url()

    def trail(self, job: Job) -> list[tuple[str, str]]:
        """What the page of a job belongs to, from outside in: words and address of each."""
        report = report_of(job)
        query = "" if job.edition == Edition.PUBLIC else f"?edition={job.edition}"
        partnership = report.partnership
        return [
            (partnership.acronym, partnership.get_absolute_url()),
            ("Report", f"{report.get_absolute_url()}{query}"),
        ]

    def reads_everything(self, user: Any, job: Job) -> bool:
        """Whether somebody may learn who asked for it."""
        return bool(reads_everything.test(user, job.report))


job_kinds: Register[JobKind] = Register("kind of work")
"""One instance of each kind."""
