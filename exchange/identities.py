"""By what a row knows its record, and by what name other rows refer to it."""

from collections.abc import Callable, Hashable
from typing import Any

from django.db import models

from events.models import DeclaredFigure, Event, Meeting, Participation
from exchange.drafts import ident
from gateways.models import Agreement, AgreementParty, Offer, Organisation, Service
from partnership.models import (
    Cluster,
    ClusterFigures,
    DirectoryTerm,
    Indicator,
    Measurement,
    Membership,
    Network,
    Partnership,
    Programme,
    TargetMarket,
)
from reporting.models import AcceptedFinding, Claim, MarketLabel, NarrativeSection, Report
from smes.models import ClusterCase, ClusterCasePartner, Company, Objective, SMECase

Identity = Callable[[Any], Hashable]


def _referenced(record: Any) -> Hashable:
    return record.reference or ("no", getattr(record, "stands_for", record.pk))


def _place(record: Any) -> Hashable:
    return "ALL" if record.is_for_all_markets else ident(record.market)


IDENTITIES: dict[type[models.Model], Identity] = {
    Programme: lambda row: row.name,
    Network: lambda row: row.name,
    DirectoryTerm: lambda row: (row.vocabulary, row.name.casefold()),
    Objective: lambda row: row.number,
    Partnership: lambda row: "the partnership",
    Cluster: lambda row: (row.short_name.lower(), str(row.country)),
    ClusterFigures: lambda row: (ident(row.cluster), row.as_of),
    Membership: lambda row: ident(row.cluster),
    TargetMarket: lambda row: row.code,
    MarketLabel: lambda row: (ident(row.market), row.table),
    Organisation: lambda row: (row.name.lower(), str(row.country)),
    Event: _referenced,
    Participation: lambda row: (ident(row.event), ident(row.organisation)),
    Meeting: lambda row: (ident(row.event), row.kind, ident(row.party_a), ident(row.party_b)),
    Agreement: _referenced,
    Service: lambda row: row.code,
    Offer: lambda row: (ident(row.organisation), ident(row.service), ident(row.market)),
    AgreementParty: lambda row: (ident(row.agreement), ident(row.organisation)),
    ClusterCase: _referenced,
    ClusterCasePartner: lambda row: (ident(row.case), ident(row.organisation)),
    SMECase: _referenced,
    DeclaredFigure: lambda row: (row.measure, _place(row), ident(row.event)),
    Claim: lambda row: (row.measure, _place(row), row.document, row.place),
    Indicator: lambda row: row.name,
    Measurement: lambda row: (ident(row.indicator), row.measured_on),
    Report: lambda row: (row.document, row.key),
    NarrativeSection: lambda row: (ident(row.report), row.key),
    AcceptedFinding: lambda row: row.key,
}
"""What no two records of a partnership have alike, in the order in which they are saved.

Meetings and claims may repeat: they are told apart by their turn.
"""

WHOLES: dict[type[models.Model], str] = {
    AgreementParty: "agreement",
    ClusterCasePartner: "case",
    Measurement: "indicator",
}
"""Models of which the parts of one record are looked for, by the foreign key to it."""

SHARED = (Programme, Network, DirectoryTerm, Objective, Cluster, ClusterFigures)
"""What the partnerships of a portal share."""


def table_of(model: type[models.Model]) -> type[models.Model]:
    """The model among whose records one is looked for: companies are organisations."""
    return Organisation if model is Company else model


def _name_of_reference(record: Any) -> str:
    return record.reference or f"(no. {getattr(record, 'stands_for', record.pk)})"


NAMES: dict[type[models.Model], Callable[[Any], str]] = {
    Programme: lambda row: row.name,
    Cluster: lambda row: row.short_name,
    Organisation: lambda row: row.name,
    TargetMarket: lambda row: row.code,
    Event: _name_of_reference,
    Agreement: _name_of_reference,
    ClusterCase: _name_of_reference,
    SMECase: _name_of_reference,
    Indicator: lambda row: row.name,
    Service: lambda row: row.code,
    Report: lambda row: f"{row.document}/{row.key}",
}
"""The names by which cells refer to records."""

WITH_COUNTRY = (Cluster, Organisation)
"""What may have the same name in several countries; the country then follows in brackets."""
