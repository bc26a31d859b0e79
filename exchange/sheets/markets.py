"""Target markets."""

from collections.abc import Container, Mapping

from exchange.columns import Column
from exchange.drafts import Draft
from exchange.kinds.references import Reference
from exchange.kinds.values import Country, Text
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import in_languages, order
from partnership.models import Cluster, TargetMarket


class MarketsSheet(Sheet):
    """Target markets."""

    name = "markets"
    about = "The countries that the partnership targets, a row each."
    parts = {"market": Part(TargetMarket, ("code",))}
    contract = 4
    columns = (
        Column(
            "code",
            Text(),
            "code",
            "The ISO code of the country, or a code of your own.",
            is_required=True,
        ),
        Column("label", Text(), "label", "As reports print it, for example USA.", is_required=True),
        Column("country", Country(), "country", "Empty for a market that is no single country."),
        order(),
        Column(
            "responsible_cluster",
            Reference(Cluster, "clusters"),
            "cluster",
            "The partner that leads SMEs into this market.",
        ),
        Column("contact_email", Text(), "contact_email", "Empty: that of the partnership."),
        *in_languages("introduction", "What an SME finds there, for the public site."),
        number(),
        entered(),
    )

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """Without an order, that of the rows."""
        draft = drafts.get("market")
        if draft and draft.is_new and draft.place and "order" not in filled:
            draft.record.position = draft.place.row - 1
