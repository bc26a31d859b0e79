"""What a report may show, and the state that all of it is in."""

import hashlib
from datetime import date

from django.db import connection, models
from django.utils import timezone

from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.models import (
    Cluster,
    Indicator,
    Measurement,
    Membership,
    Partnership,
    Programme,
    TargetMarket,
)
from reporting.models import AcceptedFinding, Claim, MarketLabel, NarrativeSection, Report
from reporting.program import program_version
from smes.models import (
    ClusterCase,
    ClusterCasePartner,
    Company,
    Expression,
    Objective,
    Outcome,
    SMECase,
    SupportCase,
    Testimonial,
)

SOURCES: tuple[type[models.Model], ...] = (
    Programme,
    Partnership,
    Cluster,
    Membership,
    TargetMarket,
    Indicator,
    Measurement,
    Organisation,
    Company,
    Agreement,
    AgreementParty,
    Objective,
    ClusterCase,
    ClusterCasePartner,
    SMECase,
    Expression,
    SupportCase,
    Outcome,
    Testimonial,
    Event,
    Participation,
    Meeting,
    DeclaredFigure,
    Claim,
    AcceptedFinding,
    MarketLabel,
    Report,
    NarrativeSection,
)
"""Every record that a report may show. Company changes through its organisation's row."""

LINKS: tuple[type[models.Model], ...] = (
    Event.markets.through,
    Agreement.clusters.through,
    ClusterCase.objectives.through,
    ClusterCase.clusters.through,
    SMECase.objectives.through,
    Expression.markets.through,
    Expression.gateways.through,
    Expression.objectives.through,
    SupportCase.objectives.through,
)
"""Every many-to-many link that a report may show."""

COUNTED: dict[type[models.Model], str] = {Expression: "number IS NOT NULL"}
"""Of which rows alone the state counts: what an SME types into a draft changes no report."""


def fingerprint(today: date | None = None) -> str:
    """Of the state of all records and of the program on a day. One query.

    Every save and every bulk update of a record moves its ``updated_at`` on, every deletion lowers
    a count and every new link has a new key, so no change goes unseen.
    """
    selects = [_state_of(model, "updated_at") for model in SOURCES if model is not Company]
    selects += [_state_of(model, "id") for model in LINKS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        rows = cursor.fetchall()
    day = today or timezone.localdate()
    return hashlib.sha256(f"{rows}|{day}|{program_version()}".encode()).hexdigest()


def _state_of(model: type[models.Model], column: str) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    # Both names are the project's own; the cast makes one type of days and numbers.
    condition = COUNTED.get(model)
    where = f" WHERE {condition}" if condition else ""
    return f"SELECT '{model._meta.db_table}', COUNT(*), CAST(MAX({column}) AS VARCHAR(40)) FROM {table}{where}"  # noqa: S608
