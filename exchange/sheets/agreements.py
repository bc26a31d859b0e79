"""Agreements and those who signed them."""

from typing import Any

from exchange.columns import Column, LinkColumn, OwnColumn
from exchange.drafts import Draft, ident
from exchange.kinds.references import Market, Reference, References
from exchange.kinds.values import Choice, Day, Text
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.members import Members
from exchange.sheets.shared import order, reference
from exchange.store import Store
from gateways.choices import AgreementKind, AgreementStatus
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.choices import Confidentiality
from partnership.models import Cluster

PARTIES = Members(AgreementParty, whole="agreement")


def _take_first(draft: Draft, store: Store) -> Any:
    parties = PARTIES.of(draft.record, store)
    return parties[0].record.organisation if parties else None


def _put_first(draft: Draft, value: Any, store: Store) -> None:
    others = [party.record.organisation for party in PARTIES.of(draft.record, store)[1:]]
    rest = [other for other in others if ident(other) != ident(value)]
    PARTIES.put(draft, [value, *rest], store)


class AgreementsSheet(Sheet):
    """Agreements."""

    name = "agreements"
    about = "What was agreed with organisations of a market, a row each. Further parties stand in agreement_parties."
    parts = {"agreement": Part(Agreement, ("ref",))}
    contract = 8
    columns = (
        reference("Your own, for example A-01."),
        Column("kind", Choice(AgreementKind), "kind", "What was agreed.", is_required=True),
        OwnColumn(
            "organisation",
            Reference(Organisation, "organisations"),
            "organisations",
            "Who signed it; the first, where several did.",
            is_required=True,
            taking=_take_first,
            putting=_put_first,
        ),
        Column("market", Market(), "market", "The market that it opens.", is_required=True),
        Column("signed_on", Day(), "signed_on", "When it was signed."),
        Column("valid_until", Day(), "valid_until", "Its last day, if it has one."),
        Column("place", Text(), "place", "Where it was signed."),
        Column("status", Choice(AgreementStatus), "status", "Empty: in negotiation."),
        Column("occasion", Text(), "occasion", "The event at which it was signed."),
        Column("renewal", Text(), "renewal", "How it is renewed."),
        LinkColumn(
            "clusters",
            References(Cluster, "clusters"),
            "clusters",
            "Who signed on this side; empty: the whole consortium.",
        ),
        Column(
            "document_confidentiality",
            Choice(Confidentiality),
            "document_confidentiality",
            "From whom its document is hidden. The document itself is no part of the workbook.",
        ),
        number(),
        entered(),
    )


class AgreementPartiesSheet(Sheet):
    """All parties of agreements, with what is told of each."""

    name = "agreement_parties"
    about = "Who signed an agreement, where there is more to tell than in agreements: a row for each party."
    parts = {"party": Part(AgreementParty, ("agreement", "organisation"))}
    columns = (
        Column(
            "agreement",
            Reference(Agreement, "agreements"),
            "agreement",
            "Its ref.",
            is_required=True,
        ),
        Column(
            "organisation",
            Reference(Organisation, "organisations"),
            "organisation",
            "Its name.",
            is_required=True,
        ),
        Column("printed_as", Text(), "named_as", "Only where another spelling is printed."),
        order(),
        number(),
        entered(),
    )
