"""Who may read, change and submit which report: one place for pages, downloads, lists and jobs.

A report is open to everybody or to the people of its partnership alone. To anybody else it does not
exist: whoever asks must answer as if there were none. What a role reads of it is an edition: partner
staff read the consortium's, coordinators and project officers read that for the agency, too.
"""

from typing import Any

from django.db.models import Q, QuerySet
from rules.predicates import predicate

from common.access import (
    allowed,
    grant,
    grant_all,
    is_allowed,
    may_somewhere,
    own_partnership,
    standing_of,
)
from partnership.choices import RoleKind
from partnership.models import Membership, Partnership
from reporting.choices import SnapshotState
from reporting.engine.editions import Edition
from reporting.lifecycle import partners_of
from reporting.models import (
    AcceptedFinding,
    Claim,
    Download,
    Job,
    MarketLabel,
    NarrativeSection,
    PartnerVerdict,
    RenderedFile,
    Report,
    ReportStep,
    Snapshot,
    SnapshotFile,
)

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER

OWN = own_partnership()
OF_REPORT = own_partnership("report__partnership")

AUDITORS = (COORDINATOR, OFFICER)

grant_all(Report, to=COORDINATOR, within=OWN)
grant(Report, to=COORDINATOR, submit=OWN)
grant(Report, to=OFFICER, view=OWN)
for models, reach in (
    ((Claim, AcceptedFinding), OWN),
    ((NarrativeSection,), OF_REPORT),
    ((MarketLabel,), own_partnership("market__partnership")),
):
    grant_all(*models, to=COORDINATOR, within=reach)
    grant(*models, to=OFFICER, view=reach)
grant(PartnerVerdict, ReportStep, Snapshot, Job, to=AUDITORS, view=OF_REPORT)
grant(SnapshotFile, to=AUDITORS, view=own_partnership("snapshot__report__partnership"))
grant(RenderedFile, to=COORDINATOR, view=OWN, delete=OWN)
grant(Download, to=COORDINATOR, view=OWN)

# Editions. Texts, claims and findings name what is hidden from partners: they read an edition.
grant(Partnership, to=AUDITORS, audit=own_partnership("pk"))
grant(Partnership, to=(*AUDITORS, PARTNER), follow=own_partnership("pk"))
grant(Report, to=AUDITORS, read_agency=OWN)
grant(Report, to=(*AUDITORS, PARTNER), read_consortium=OWN)

READ_OFFICE = {Edition.CONSORTIUM: "read_consortium", Edition.AGENCY: "read_agency"}
"""The action that reading an edition is; that of the public edition depends on the report alone."""


@predicate
def is_public(user: Any, report: Report | None) -> bool:
    """Whether the report is open to the public."""
    return report is not None and report.is_public


@predicate
def is_of_the_consortium(user: Any, report: Report | None) -> bool:
    """Whether somebody reads what is not public: coordinator, partner staff or project officer."""
    return report is not None and is_allowed(user, "read_consortium", report)


@predicate
def reads_everything(user: Any, report: Report | None) -> bool:
    """Reads every edition of the report: that of the agency shows confidential names."""
    return report is not None and is_allowed(user, "read_agency", report)


def reads_everything_of(user: Any, partnership: Partnership) -> bool:
    """Reads every edition of each report of a partnership, and its findings."""
    return is_allowed(user, "audit", partnership)


def audited_partnerships(user: Any) -> QuerySet[Partnership]:
    """The partnerships of which somebody reads everything."""
    return Partnership.objects.allowed(user, "audit")


can_read_report = is_public | is_of_the_consortium
"""Reads the public edition of a report."""


@predicate
def can_edit_report(user: Any, report: Report | None) -> bool:
    """Is led from a report to its page in the office; sends it to review, enters verdicts, approves it or
    returns it to draft."""
    return report is not None and is_allowed(user, "change", report)


can_take_steps = can_edit_report


def can_accept_findings(user: Any, partnership: Partnership) -> bool:
    """Lets a finding stay, with a reason."""
    return is_allowed(user, "add", AcceptedFinding(partnership=partnership))


def can_reopen_findings(user: Any, partnership: Partnership) -> bool:
    """Opens an accepted finding again."""
    return is_allowed(user, "delete", AcceptedFinding(partnership=partnership))


def can_read_edition(user: Any, report: Report, edition: Edition) -> bool:
    """Whether somebody reads an edition of a report: anybody the public one of a public report."""
    if edition is Edition.PUBLIC:
        return bool(can_read_report.test(user, report))
    return is_allowed(user, READ_OFFICE[edition], report)


def readable_editions(user: Any, report: Report) -> list[Edition]:
    """The editions of a report that somebody reads, the public one first."""
    return [edition for edition in Edition if can_read_edition(user, report, edition)]


def readable_reports(user: Any) -> QuerySet[Report]:
    """The reports that somebody can read: those for which ``can_read_report`` holds."""
    own = allowed(Report.objects.all(), user, "read_consortium").values("pk")
    return Report.objects.filter(Q(is_public=True) | Q(pk__in=own))


# The life of a report ------------------------------------------------------------------------


def memberships_heard(user: Any, report: Report) -> QuerySet[Membership]:
    """The partners in whose name somebody gives verdicts on a report: those that they work for.

    Only partners that have a say in it.
    """
    own = standing_of(user).clusters(PARTNER)
    clusters = [cluster for home, cluster in own if home == report.partnership_id]
    return partners_of(report).filter(cluster__in=clusters)


@predicate
def can_submit_report(user: Any, report: Report | None) -> bool:
    """Submits a report and withdraws a submitted version."""
    return report is not None and is_allowed(user, "submit", report)


@predicate
def can_read_stored_file(user: Any, file: SnapshotFile | None) -> bool:
    """Downloads a file of a submitted version: of an edition that one reads, and not withdrawn; who
    reads everything has withdrawn ones, too. Ask of a file whose version and report are at hand."""
    if file is None:
        return False
    report = file.snapshot.report
    return reads_everything.test(user, report) or (
        file.snapshot.state != SnapshotState.WITHDRAWN
        and can_read_edition(user, report, Edition(file.edition))
    )


def readable_files(user: Any) -> QuerySet[SnapshotFile]:
    """The stored files that somebody may have: those for which ``can_read_stored_file`` holds."""
    reports = {
        edition: Q(snapshot__report__in=allowed(Report.objects.all(), user, action).values("pk"))
        for edition, action in READ_OFFICE.items()
    }
    in_force = ~Q(snapshot__state=SnapshotState.WITHDRAWN)
    public = Q(edition=Edition.PUBLIC, snapshot__report__is_public=True)
    consortium = Q(edition__in=(Edition.PUBLIC, Edition.CONSORTIUM)) & reports[Edition.CONSORTIUM]
    return SnapshotFile.objects.filter(reports[Edition.AGENCY] | (in_force & (public | consortium)))


def offered_editions(user: Any) -> list[Edition]:
    """The editions of which somebody may have any file at all."""
    return [
        edition
        for edition in Edition
        if edition is Edition.PUBLIC or may_somewhere(user, READ_OFFICE[edition], Report)
    ]


def can_read_version(user: Any, snapshot: Snapshot, edition: Edition) -> bool:
    """Whether somebody may read an edition of a submitted version: whoever may download its files.

    Ask of a version whose report is at hand. No query.
    """
    return bool(can_read_stored_file.test(user, SnapshotFile(snapshot=snapshot, edition=edition)))


# Background work -----------------------------------------------------------------------------


@predicate
def can_follow_job(user: Any, job: Job | None) -> bool:
    """Sees how far a job is, and has its result: whoever reads what it is made from."""
    if job is None or job.report is None:
        return False
    return can_read_edition(user, job.report, Edition(job.edition))


@predicate
def has_asked_for(user: Any, job: Job | None) -> bool:
    """Whether a job was begun for this very person."""
    return job is not None and user.pk is not None and job.requested_by_id == user.pk


@predicate
def can_cancel_job(user: Any, job: Job | None) -> bool:
    """Stops a job: who asked for it, and who runs the partnership."""
    return has_asked_for.test(user, job) or (
        job is not None and can_edit_report.test(user, job.report)
    )


# Dashboards ----------------------------------------------------------------------------------


def can_see_dashboard(user: Any, partnership: Partnership) -> bool:
    """Sees the dashboard of a partnership and its row in the table of its programme."""
    return is_allowed(user, "follow", partnership)


def followed_partnerships(user: Any) -> QuerySet[Partnership]:
    """The partnerships for which ``can_see_dashboard`` holds."""
    return Partnership.objects.allowed(user, "follow")


def dashboard_edition(user: Any, partnership: Partnership) -> Edition:
    """The edition in which somebody who sees a dashboard reads it."""
    return Edition.AGENCY if reads_everything_of(user, partnership) else Edition.CONSORTIUM
