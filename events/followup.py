"""From a meeting that goes on to a cooperation case: the filled-in form, never the case itself."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from events.models import Event, Meeting
from events.results import EventResults
from gateways.choices import Side
from gateways.models import Organisation
from partnership.models import TargetMarket
from smes.choices import CaseType, PartnerType
from smes.models import ClusterCasePartner, SMECase

INTERMEDIARIES = (Side.THIRD_INTERMEDIARY,)


@dataclass(frozen=True)
class FollowUpLine:
    """A meeting after which somebody goes on, and what can be made of it."""

    meeting: Meeting
    answers: list[tuple[str, int, str]]
    """Who said it, how useful it was, and whether they go on."""
    prepare: str
    """The address of the form of a new case; empty where it is no case, see ``why_not``."""
    why_not: str
    known: str
    """The address of a case that these two have already; empty without one."""


def follow_up_lines(event: Event, results: EventResults) -> list[FollowUpLine]:
    """The meetings to go on from. Three queries besides those of the results, however many they are."""
    rows = results.agreed_to_go_on()
    if not rows:
        return []
    markets = {
        market.country.code: market
        for market in TargetMarket.objects.filter(partnership=event.partnership)
    }
    parties = {party.pk for meeting, _ in rows for party in (meeting.party_a, meeting.party_b)}
    cases = {
        (company, partner): pk
        for pk, company, partner in SMECase.objects.filter(
            partnership=event.partnership, company__in=parties, partner__in=parties
        ).values_list("pk", "company", "partner")
    }
    own = ClusterCasePartner.objects.filter(
        case__partnership=event.partnership, organisation__in=parties
    )
    of_clusters = dict(own.values_list("organisation", "case"))
    lines = []
    for meeting, answers in rows:
        european, partner = _sides(meeting)
        said = [
            (answer.organisation.name, answer.useful, answer.get_goes_on_display())
            for answer in answers
        ]
        prepare = why_not = known = ""
        if european is None or partner is None:
            why_not = "Both are of the same side: a case has a partner beyond Europe."
        elif european.side == Side.EU_SME:
            case = cases.get((european.pk, partner.pk))
            known = reverse("admin:smes_smecase_change", args=[case]) if case else ""
            prepare = _sme_case(event, european, partner, markets.get(partner.country.code))
        else:
            case = of_clusters.get(partner.pk)
            known = reverse("admin:smes_clustercase_change", args=[case]) if case else ""
            prepare = _cluster_case(event, european, partner, markets.get(partner.country.code))
        lines.append(FollowUpLine(meeting, said, prepare, why_not, known))
    return lines


def _sides(meeting: Meeting) -> tuple[Organisation | None, Organisation | None]:
    parties = (meeting.party_a, meeting.party_b)
    beyond = [row for row in parties if row.side in Side.third_country()]
    europe = [row for row in parties if row.side not in Side.third_country()]
    if len(beyond) != 1:
        return None, None
    return europe[0], beyond[0]


def _words(event: Event, european: Organisation, partner: Organisation) -> str:
    return f"{european.name} and {partner.name} met at {event.name} and go on with each other."


def _sme_case(
    event: Event, company: Organisation, partner: Organisation, market: TargetMarket | None
) -> str:
    kind = PartnerType.CLUSTER if partner.side in INTERMEDIARIES else PartnerType.BUSINESS
    filled: dict[str, str | int] = {
        "partnership": event.partnership_id,
        "company": company.pk,
        "partner": partner.pk,
        "partner_type": kind,
        "type": CaseType.COLLABORATION,
        "description": _words(event, company, partner),
    }
    if market:
        filled["market"] = market.pk
    return f"{reverse('admin:smes_smecase_add')}?{urlencode(filled)}"


def _cluster_case(
    event: Event, cluster: Organisation, partner: Organisation, market: TargetMarket | None
) -> str:
    filled: dict[str, str | int] = {
        "partnership": event.partnership_id,
        "type": CaseType.COLLABORATION,
        "description": _words(event, cluster, partner),
    }
    if cluster.cluster_id:
        filled["clusters"] = cluster.cluster_id
    if market:
        filled["market"] = market.pk
    return f"{reverse('admin:smes_clustercase_add')}?{urlencode(filled)}"
