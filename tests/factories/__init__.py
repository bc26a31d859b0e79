"""Factories of the smallest valid objects, one for every model.

Whatever belongs to one partnership is made in one: pass ``partnership=`` and markets, companies
and organisations made on the way belong to it too.
"""

from tests.factories.events import (
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    ParticipationFactory,
)
from tests.factories.gateways import (
    AgreementFactory,
    AgreementPartyFactory,
    ContactFactory,
    OrganisationFactory,
)
from tests.factories.partnership import (
    PASSWORD,
    ClusterFactory,
    ClusterFiguresFactory,
    DirectoryTermFactory,
    IndicatorFactory,
    InvitationFactory,
    MeasurementFactory,
    MembershipFactory,
    NetworkFactory,
    PartnershipFactory,
    ProgrammeFactory,
    RoleFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.factories.reporting import (
    AcceptedFindingFactory,
    ClaimFactory,
    DownloadFactory,
    InterimReportFactory,
    JobFactory,
    MarketLabelFactory,
    NarrativeSectionFactory,
    PartnerVerdictFactory,
    RenderedFileFactory,
    ReportFactory,
    ReportStepFactory,
    SnapshotFactory,
    SnapshotFileFactory,
)
from tests.factories.smes import (
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    ObjectiveFactory,
    SMECaseFactory,
)

__all__ = [
    "PASSWORD",
    "AcceptedFindingFactory",
    "AgreementFactory",
    "AgreementPartyFactory",
    "ClaimFactory",
    "ClusterCaseFactory",
    "ClusterCasePartnerFactory",
    "ClusterFactory",
    "ClusterFiguresFactory",
    "CompanyFactory",
    "ContactFactory",
    "DeclaredFigureFactory",
    "DirectoryTermFactory",
    "DownloadFactory",
    "EventFactory",
    "IndicatorFactory",
    "InterimReportFactory",
    "InvitationFactory",
    "JobFactory",
    "MarketLabelFactory",
    "MeasurementFactory",
    "MeetingFactory",
    "MembershipFactory",
    "NarrativeSectionFactory",
    "NetworkFactory",
    "ObjectiveFactory",
    "OrganisationFactory",
    "ParticipationFactory",
    "PartnerVerdictFactory",
    "PartnershipFactory",
    "ProgrammeFactory",
    "RenderedFileFactory",
    "ReportFactory",
    "ReportStepFactory",
    "RoleFactory",
    "SMECaseFactory",
    "SnapshotFactory",
    "SnapshotFileFactory",
    "TargetMarketFactory",
    "UserFactory",
]
