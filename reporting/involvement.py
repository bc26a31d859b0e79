"""Which organisations are involved in which market.

An organisation is involved in a market when it attended an event of that market, held a meeting
that counts in the market's row of table A, or is a party to an agreement or a cooperation case
there. Events for all markets at once count for no single one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateways.models import Organisation
from reporting.engine.figures import ALL

if TYPE_CHECKING:
    from reporting.scope import Scope


@dataclass(slots=True)
class Involvement:
    """How an organisation is involved in a market."""

    organisation: Organisation
    row: str
    ways: list[str] = field(default_factory=list)
    hidden_ways: list[str] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        """Whether at least one of the ways may be told together with the name."""
        return bool(self.ways)

    @property
    def told(self) -> str:
        """The ways in words: a name and a confidential case are never told together."""
        return "; ".join(self.ways or self.hidden_ways)


def find_involvements(scope: "Scope") -> list[Involvement]:
    """Every organisation with every market it is involved in, in the order of the records."""
    found: dict[tuple[int, str], Involvement] = {}
    for organisation_id, row, way, is_public in _ways(scope):
        if row == ALL:
            continue
        organisation = scope.records.organisations[organisation_id]
        place = found.setdefault((organisation_id, row), Involvement(organisation, row))
        ways = place.ways if is_public else place.hidden_ways
        if way not in ways:
            ways.append(way)
    return list(found.values())


def _ways(scope: "Scope") -> Iterator[tuple[int, str, str, bool]]:
    yield from _at_events(scope)
    for agreement in scope.records.agreements:
        if agreement.pk in scope.records.concluded_agreements:
            row = scope.market_code(agreement.market_id)
            for party in agreement.parties.all():
                yield party.organisation_id, row, agreement.get_kind_display(), True
    for case in scope.records.cluster_cases:
        row = scope.market_code(case.market_id)
        for partner in case.case_partners.all():
            yield (
                partner.organisation_id,
                row,
                "cooperation case by clusters",
                not scope.hides(case),
            )
    for sme_case in scope.records.sme_cases:
        row = scope.market_code(sme_case.market_id)
        is_public = not scope.hides(sme_case)
        yield sme_case.company_id, row, "cooperation case", True
        if sme_case.partner_id is not None:
            yield sme_case.partner_id, row, "cooperation case by an SME", is_public


def _at_events(scope: "Scope") -> Iterator[tuple[int, str, str, bool]]:
    for participation in scope.records.participations:
        event = scope.records.events[participation.event_id]
        for row in scope.event_rows(event.pk):
            yield participation.organisation_id, row, f"attended {event.name}", True
    for meeting in scope.records.meetings:
        row = scope.meeting_row(meeting)
        way = f"meeting at {scope.records.events[meeting.event_id].name}"
        yield meeting.party_a_id, row, way, True
        yield meeting.party_b_id, row, way, True
