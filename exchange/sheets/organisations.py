"""Organisations that the partnership deals with."""

from typing import Any

from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.faults import Wrong
from exchange.kinds.references import Reference
from exchange.kinds.values import Choice, Country, Lines, LongText, Text
from exchange.sheet import Part, Sheet, entered, number
from exchange.store import Store
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.models import Cluster
from smes.models import Company


def _put_side(draft: Draft, value: Any, store: Store) -> None:
    if isinstance(draft.record, Company) and value != Side.EU_SME:
        raise Wrong(
            f"It is a company of this partnership, and companies are European SMEs. Write {Side.EU_SME}."
        )
    draft.record.side = value
    draft.touch("side")


class OrganisationsSheet(Sheet):
    """Organisations, companies among them."""

    name = "organisations"
    about = (
        "Whoever takes part in events, meetings, agreements and cases, a row each. European SMEs with cases stand "
        "in companies; here they may stand, too."
    )
    parts = {"organisation": Part(Organisation, ("name", "country"))}
    contract = 7
    columns = (
        Column(
            "name", Text(), "name", "The name by which other sheets refer to it.", is_required=True
        ),
        Column("country", Country(), "country", "Where it is.", is_required=True),
        Column("kind", Choice(OrganisationKind), "kind", "What it is.", is_required=True),
        OwnColumn(
            "side",
            Choice(Side),
            "side",
            "Which column of the stakeholder table counts it.",
            is_required=True,
            taking=lambda draft, store: draft.record.side,
            putting=_put_side,
        ),
        Column(
            "cluster",
            Reference(Cluster, "clusters"),
            "cluster",
            "An SME’s home cluster; a European cluster’s own entry.",
        ),
        Column("sectors", Lines(), "sectors", "What it works in."),
        Column("website", Text(), "website", "With https://."),
        Column("other_names", Lines(), "other_names", "Other spellings found in documents."),
        Column("profile", LongText(), "profile", "What it does."),
        number(),
        entered(),
    )
