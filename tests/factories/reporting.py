"""Smallest valid reports, narrative sections, claims, labels and rows of a report's life."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

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
from tests.factories.partnership import (
    MembershipFactory,
    PartnershipFactory,
    TargetMarketFactory,
    UserFactory,
)


class ReportFactory(DjangoModelFactory):
    """The Key Achievements report over the partnership's whole time, not public."""

    class Meta:
        model = Report

    partnership = factory.SubFactory(PartnershipFactory)
    document = "key-achievements"


class InterimReportFactory(ReportFactory):
    """The first interim report of the same document: the partnership's first two years."""

    kind = "interim"
    key = "interim-1"
    period_end = date(2017, 12, 31)


class NarrativeSectionFactory(DjangoModelFactory):
    """A section without text."""

    class Meta:
        model = NarrativeSection

    report = factory.SubFactory(ReportFactory)
    key = "introduction"


class ClaimFactory(DjangoModelFactory):
    """A document states a total of 139 C2C meetings."""

    class Meta:
        model = Claim

    partnership = factory.SubFactory(PartnershipFactory)
    measure = "c2c_meetings"
    value = 139
    document = "Key Achievements"
    place = "table A, total row"


class MarketLabelFactory(DjangoModelFactory):
    """A market's own wording in the table of events."""

    class Meta:
        model = MarketLabel

    market = factory.SubFactory(TargetMarketFactory)
    table = "events"
    label = "The market as table A names it"


class RenderedFileFactory(DjangoModelFactory):
    """An entry for a rendered PDF; there is no file at its path."""

    class Meta:
        model = RenderedFile

    partnership = factory.SubFactory(PartnershipFactory)
    document = "key-achievements"
    edition = "public"
    format = "pdf"
    fingerprint = "0" * 64
    data_hash = "0" * 64
    path = factory.LazyAttribute(lambda made: f"{made.partnership.slug}.pdf")
    sha256 = "0" * 64
    size = 1
    rendered_at = factory.LazyFunction(timezone.now)


class ReportStepFactory(DjangoModelFactory):
    """A draft was sent to review."""

    class Meta:
        model = ReportStep

    report = factory.SubFactory(ReportFactory)
    round = 1
    step = "send-to-review"
    from_state = "draft"
    to_state = "review"
    by = factory.SubFactory(UserFactory)


class PartnerVerdictFactory(DjangoModelFactory):
    """A partner of the report's own partnership approves in the first round."""

    class Meta:
        model = PartnerVerdict

    report = factory.SubFactory(ReportFactory)
    round = 1
    membership = factory.SubFactory(
        MembershipFactory, partnership=factory.SelfAttribute("..report.partnership")
    )
    verdict = "approve"
    entered_by = factory.SubFactory(UserFactory)


class SnapshotFactory(DjangoModelFactory):
    """The first version of a report, in force; without files."""

    class Meta:
        model = Snapshot

    report = factory.SubFactory(ReportFactory)
    number = 1
    round = 1
    code = factory.Sequence(lambda n: f"{n:012x}")
    submitted_by = factory.SubFactory(UserFactory)
    document_version = "0" * 64
    data_hash = "0" * 64
    data = factory.LazyFunction(lambda: {"public": {}})


class SnapshotFileFactory(DjangoModelFactory):
    """An entry for a stored PDF of the public edition; there is no file at its path."""

    class Meta:
        model = SnapshotFile

    snapshot = factory.SubFactory(SnapshotFactory)
    edition = "public"
    format = "pdf"
    label = "PDF"
    content_type = "application/pdf"
    path = factory.LazyAttribute(lambda made: f"submitted/{made.snapshot.code}/{made.edition}.pdf")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1


class AcceptedFindingFactory(DjangoModelFactory):
    """An accepted finding of an event that is not there (any more)."""

    class Meta:
        model = AcceptedFinding

    partnership = factory.SubFactory(PartnershipFactory)
    code = "event-without-day"
    subject_model = "events.event"
    subject_pk = 1
    key = factory.Sequence(lambda n: f"{n:064x}")
    message = "Mission: held on an unknown day."
    reason = "The day was never written down."


class JobFactory(DjangoModelFactory):
    """A PDF that nobody in particular asked for and no worker has taken."""

    class Meta:
        model = Job

    report = factory.SubFactory(ReportFactory)
    kind = "render"
    edition = "public"
    parameters = factory.LazyFunction(lambda: {"format": "pdf", "with_annex": False})
    key = factory.Sequence(lambda n: f"{n:064x}")


class DownloadFactory(DjangoModelFactory):
    """A visitor had the PDF of a working version."""

    class Meta:
        model = Download

    report = factory.SubFactory(ReportFactory)
    partnership = factory.LazyAttribute(
        lambda made: made.report.partnership if made.report else PartnershipFactory()
    )
    edition = "public"
    format = "pdf"
    file_name = "report.pdf"
    sha256 = "0" * 64
