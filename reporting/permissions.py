"""Who may read which report: one place for pages, downloads and lists.

A report is open to everybody or to the office alone. To anybody else a report of the office does
not exist: whoever asks must answer as if there were none.
"""

from typing import Any

from django.db.models import QuerySet
from rules.predicates import is_active, is_staff, predicate

from reporting.choices import SnapshotState
from reporting.engine.editions import Edition
from reporting.models import Report, Snapshot, SnapshotFile


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
"""Reads every report, in the office edition too, which shows confidential names."""

can_read_report = is_public | is_office_reader
"""Reads the public edition of a report."""

can_edit_report = is_active & is_staff & may_change_reports
"""Is led from a report to its page in the office."""


can_accept_findings = is_office_reader & may_add_accepted
"""Lets a finding stay, with a reason."""

can_reopen_findings = is_office_reader & may_delete_accepted
"""Opens an accepted finding again."""


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
def is_file_for_the_public(user: Any, file: SnapshotFile | None) -> bool:
    """Whether a stored file is of the public edition of a public report, and was not withdrawn."""
    return (
        file is not None
        and file.edition == Edition.PUBLIC
        and file.snapshot.state != SnapshotState.WITHDRAWN
        and file.snapshot.report.is_public
    )


can_read_stored_file = is_file_for_the_public | is_office_reader
"""Downloads a file of a submitted version; the office reads them all. Ask of a file whose version and
report are at hand."""


def can_read_version(user: Any, snapshot: Snapshot, edition: Edition) -> bool:
    """Whether somebody may read an edition of a submitted version: whoever may download its files.

    Ask of a version whose report is at hand. No query.
    """
    return bool(can_read_stored_file.test(user, SnapshotFile(snapshot=snapshot, edition=edition)))
