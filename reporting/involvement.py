"""Which organisations are involved in which market.

An organisation is involved in a market when it attended an event of that market, held a meeting
that counts in the market's row of table A, or is a party to an agreement or a cooperation case
there. Events for all markets at once count for no single one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from gateways.models import Organisation
from reporting.engine.figures import ALL
from reporting.evidence import days

if TYPE_CHECKING:
    from reporting.scope import Scope


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an organisation is involved; whether it may be told together with the name."""

    told: str
    is_public: bool
    days: tuple[date | None, ...]


@dataclass(slots=True)
class Involvement:
    """How an organisation is involved in a market."""

    organisation: Organisation
    row: str
    ways: list[Way] = field(default_factory=list)
    hidden_ways: list[Way] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        """Whether at least one of the ways may be told together with the name."""
        return bool(self.ways)

    @property
    def told(self) -> str:
        """The ways in words: a name and a confidential case are never told together."""
        return "; ".join(dict.fromkeys(way.told for way in self.ways or self.hidden_ways))

    @property
    def days(self) -> date | str:
        """The day on which it was involved, or the span from the first day to the last."""
        known = sorted(day for way in self.ways for day in way.days if day)
        return days(known[0], known[-1]) if known else ""


def find_involvements(scope: "Scope") -> list[Involvement]:
    """Every organisation with every market it is involved in, in the order of the records."""
    found: dict[tuple[int, str], Involvement] = {}
    for organisation_id, row, way in _ways(scope):
        if row == ALL:
            continue
        organisation = scope.records.organisations[organisation_id]
        place = found.setdefault((organisation_id, row), Involvement(organisation, row))
        ways = place.ways if way.is_public else place.hidden_ways
        if way not in ways:
            ways.append(way)
    return list(found.values())


def _ways(scope: "Scope") -> Iterator[tuple[int, str, Way]]:
    yield from _at_events(scope)
    for agreement in scope.records.agreements:
        if agreement.pk in scope.records.concluded_agreements:
            row = scope.market_code(agreement.market_id)
            way = Way(agreement.get_kind_display(), True, (agreement.signed_on,))
            for party in agreement.parties.all():
                yield party.organisation_id, row, way
    for case in scope.records.cluster_cases:
        row = scope.market_code(case.market_id)
        way = Way("cooperation case by clusters", not scope.hides(case), (case.started_on,))
        for partner in case.case_partners.all():
            yield partner.organisation_id, row, way
    for sme_case in scope.records.sme_cases:
        row = scope.market_code(sme_case.market_id)
        begun = (sme_case.started_on,)
        yield sme_case.company_id, row, Way("cooperation case", True, begun)
        if sme_case.partner_id is not None:
            way = Way("cooperation case by an SME", not scope.hides(sme_case), begun)
            yield sme_case.partner_id, row, way


def _at_events(scope: "Scope") -> Iterator[tuple[int, str, Way]]:
    for participation in scope.records.participations:
        event = scope.records.events[participation.event_id]
        way = Way(f"attended {event.name}", True, (event.start_on, event.end_on))
        for row in scope.event_rows(event.pk):
            yield participation.organisation_id, row, way
    for meeting in scope.records.meetings:
        row = scope.meeting_row(meeting)
        event = scope.records.events[meeting.event_id]
        way = Way(f"meeting at {event.name}", True, (event.start_on, event.end_on))
        yield meeting.party_a_id, row, way
        yield meeting.party_b_id, row, way
