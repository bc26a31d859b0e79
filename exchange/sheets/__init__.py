"""The workbook: its sheets from left to right, the public contract first."""

from exchange.sheet import Sheet
from exchange.sheets.agreements import AgreementPartiesSheet, AgreementsSheet
from exchange.sheets.cluster_cases import CasePartnersSheet, ClusterCasesSheet
from exchange.sheets.clusters import ClustersSheet
from exchange.sheets.companies import CompaniesSheet
from exchange.sheets.directory import (
    ClusterFiguresSheet,
    NetworksSheet,
    ObjectivesSheet,
    ProgrammesSheet,
)
from exchange.sheets.events import EventsSheet
from exchange.sheets.figures import ClaimsSheet, DeclaredSheet
from exchange.sheets.indicators import IndicatorsSheet, MeasurementsSheet
from exchange.sheets.markets import MarketsSheet
from exchange.sheets.meetings import MeetingsSheet
from exchange.sheets.organisations import OrganisationsSheet
from exchange.sheets.participations import ParticipationsSheet
from exchange.sheets.partnership import PartnershipSheet
from exchange.sheets.reports import (
    AcceptedFindingsSheet,
    MarketLabelsSheet,
    NarrativesSheet,
    ReportsSheet,
)
from exchange.sheets.services import OffersSheet, ServicesSheet
from exchange.sheets.sme_cases import SMECasesSheet

CONTRACT: tuple[type[Sheet], ...] = (
    PartnershipSheet,
    ClustersSheet,
    MarketsSheet,
    OrganisationsSheet,
    EventsSheet,
    ParticipationsSheet,
    MeetingsSheet,
    AgreementsSheet,
    CompaniesSheet,
    ClusterCasesSheet,
    SMECasesSheet,
    DeclaredSheet,
    ClaimsSheet,
    IndicatorsSheet,
)
"""The public contract."""

FURTHER: tuple[type[Sheet], ...] = (
    ProgrammesSheet,
    NetworksSheet,
    ClusterFiguresSheet,
    ObjectivesSheet,
    MarketLabelsSheet,
    AgreementPartiesSheet,
    CasePartnersSheet,
    ServicesSheet,
    OffersSheet,
    MeasurementsSheet,
    ReportsSheet,
    NarrativesSheet,
    AcceptedFindingsSheet,
)
"""What reports print and the contract does not name; none of them has to be there."""

SHEETS: tuple[type[Sheet], ...] = (*CONTRACT, *FURTHER)

_FIRST: tuple[type[Sheet], ...] = (
    ProgrammesSheet,
    NetworksSheet,
    ObjectivesSheet,
    PartnershipSheet,
    ClustersSheet,
)
_THEN: tuple[type[Sheet], ...] = (MarketsSheet, OrganisationsSheet, CompaniesSheet)
_EARLY = (*_FIRST, *_THEN)

IN_ORDER_OF_NEED: tuple[type[Sheet], ...] = (
    *_EARLY,
    *(sheet for sheet in SHEETS if sheet not in _EARLY),
)
"""What others refer to comes first."""

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
