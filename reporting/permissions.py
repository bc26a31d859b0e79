"""Who may read which report: one place for pages, downloads and lists.

A report is open to everybody or to the office alone. To anybody else a report of the office does
not exist: whoever asks must answer as if there were none.
"""

from typing import Any

from django.db.models import QuerySet
from rules.predicates import is_active, is_staff, predicate

from reporting.choices import SnapshotState
from reporting.engine.editions import Edition
from reporting.models import Job, Report, Snapshot, SnapshotFile


@predicate
def may_view_reports(user: Any) -> bool:
    """Whether somebody has the permission to view reports."""
    return bool(user.has_perm("reporting.view_report"))


@predicate
def may_change_reports(user: Any) -> bool:
    """Whether somebody has the permission to change reports."""
    return bool(user.has_perm("reporting.change_report"))


@predicate
def is_public(user: Any, report: Report | None) -> bool:
    """Whether the report is open to the public."""
    return report is not None and report.is_public


@predicate
def may_add_accepted(user: Any) -> bool:
    """Whether somebody has the permission to add accepted findings."""
    return bool(user.has_perm("reporting.add_acceptedfinding"))


@predicate
def may_delete_accepted(user: Any) -> bool:
    """Whether somebody has the permission to delete accepted findings."""
    return bool(user.has_perm("reporting.delete_acceptedfinding"))


is_office_reader = is_active & is_staff & may_view_reports
"""Reads every report, in every edition: that of the agency shows confidential names."""

can_read_report = is_public | is_office_reader
"""Reads the public edition of a report."""

can_edit_report = is_active & is_staff & may_change_reports
"""Is led from a report to its page in the office."""


can_accept_findings = is_office_reader & may_add_accepted
"""Lets a finding stay, with a reason."""

can_reopen_findings = is_office_reader & may_delete_accepted
"""Opens an accepted finding again."""


def can_read_edition(user: Any, report: Report, edition: Edition) -> bool:
    """Whether somebody reads an edition of a report: anybody the public one of a public report."""
    if is_office_reader.test(user):
        return True
    return edition is Edition.PUBLIC and is_public.test(user, report)


def readable_editions(user: Any, report: Report) -> list[Edition]:
    """The editions of a report that somebody reads, the public one first."""
    return [edition for edition in Edition if can_read_edition(user, report, edition)]


def readable_reports(user: Any) -> QuerySet[Report]:
    """The reports that somebody can read: those for which ``can_read_report`` holds."""
    reports = Report.objects.all()
    return reports if is_office_reader.test(user) else reports.filter(is_public=True)


# The life of a report ------------------------------------------------------------------------


@predicate
def may_submit_reports(user: Any) -> bool:
    """Whether somebody has the permission to submit and withdraw reports."""
    return bool(user.has_perm("reporting.submit_report"))


can_take_steps = is_active & is_staff & may_change_reports
"""Sends a report to review, enters verdicts, approves it or returns it to draft."""

can_submit_report = is_active & is_staff & may_submit_reports
"""Submits a report and withdraws a submitted version."""


@predicate
def is_file_in_force(user: Any, file: SnapshotFile | None) -> bool:
    """Whether a stored file was not withdrawn, and is of an edition that somebody reads."""
    return (
        file is not None
        and file.snapshot.state != SnapshotState.WITHDRAWN
        and can_read_edition(user, file.snapshot.report, Edition(file.edition))
    )


can_read_stored_file = is_file_in_force | is_office_reader
"""Downloads a file of a submitted version; the office reads them all. Ask of a file whose version and
report are at hand."""


def readable_files(user: Any) -> QuerySet[SnapshotFile]:
    """The stored files that somebody may have: those for which ``can_read_stored_file`` holds."""
    files: QuerySet[SnapshotFile] = SnapshotFile.objects.all()
    if is_office_reader.test(user):
        return files
    in_force = files.exclude(snapshot__state=SnapshotState.WITHDRAWN)
    return in_force.filter(edition=Edition.PUBLIC, snapshot__report__is_public=True)


def offered_editions(user: Any) -> list[Edition]:
    """The editions of which somebody may have any file at all."""
    return list(Edition) if is_office_reader.test(user) else [Edition.PUBLIC]


can_see_downloads = is_office_reader
"""Learns how often files were downloaded, and by whom."""


def can_read_version(user: Any, snapshot: Snapshot, edition: Edition) -> bool:
    """Whether somebody may read an edition of a submitted version: whoever may download its files.

    Ask of a version whose report is at hand. No query.
    """
    return bool(can_read_stored_file.test(user, SnapshotFile(snapshot=snapshot, edition=edition)))


# Background work -----------------------------------------------------------------------------


@predicate
def is_reader_of_its_edition(user: Any, job: Job | None) -> bool:
    """Whether somebody reads what a job is made from."""
    return job is not None and can_read_edition(user, job.report, Edition(job.edition))


@predicate
def has_asked_for(user: Any, job: Job | None) -> bool:
    """Whether a job was begun for this very person."""
    return job is not None and user.pk is not None and job.requested_by_id == user.pk


can_follow_job = is_reader_of_its_edition
"""Sees how far a job is, and has its result."""

can_cancel_job = has_asked_for | can_edit_report
"""Stops a job."""
