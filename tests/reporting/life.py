"""Steps of a report's life, as tests need them."""

from django.urls import reverse

from reporting import lifecycle
from reporting.submission import submit_report
from tests.factories import ClusterFactory, MembershipFactory, ReportFactory, UserFactory


def partner(partnership, name, **fields):
    """A member of the consortium that reports name like this."""
    cluster = ClusterFactory(short_name=name)
    return MembershipFactory(partnership=partnership, cluster=cluster, **fields)


def approved_report(**fields):
    """A report that its only partner has approved."""
    report = ReportFactory(**fields)
    partner(report.partnership, f"Lead of {report.partnership_id}")
    return approve(report)


def approve(report):
    """Bring a draft through review, with the approval of every partner."""
    person = UserFactory()
    lifecycle.send_to_review(report=report, by=person)
    report.refresh_from_db()
    for member in lifecycle.missing_approvals(report):
        lifecycle.record_verdict(report=report, membership=member, verdict="approve", by=person)
    return lifecycle.approve_report(report=report, by=person)


def submit(report, comment=""):
    """Submit an approved report."""
    return submit_report(report=report, by=UserFactory(), comment=comment)


def submit_again(report):
    """Begin another round and submit its version."""
    report = lifecycle.start_new_round(report=report, by=UserFactory())
    return submit(approve(report))


def stored(root):
    """Every file below the folder of reports, apart from parts, which may go at any time."""
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if path.parts[0] != "parts")


def file_of(snapshot, file_format="json", edition=""):
    """The address of a stored file."""
    report = snapshot.report
    arguments = [report.partnership.slug, report.document, snapshot.number, file_format]
    query = f"?edition={edition}" if edition else ""
    return reverse("version_download", args=arguments) + query
