"""The catalogue of services, and who offers them where."""

from collections.abc import Container, Mapping

from exchange.columns import Column
from exchange.drafts import Draft
from exchange.kinds.references import Market, Reference
from exchange.kinds.values import LongText, Text, YesNo
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import in_languages, order
from gateways.models import Offer, Organisation, Service


class ServicesSheet(Sheet):
    """Services."""

    name = "services"
    about = "What SMEs can ask for, a row each."
    parts = {"service": Part(Service, ("code",))}
    columns = (
        Column(
            "code",
            Text(),
            "code",
            "The word by which offers refer to it, for example market-study.",
            is_required=True,
        ),
        Column("name", Text(), "name", "As SMEs read it.", is_required=True),
        Column("name_fr", Text(), "name_fr", "The same in French."),
        Column("name_de", Text(), "name_de", "The same in German."),
        *in_languages("description", "Two or three sentences for an SME."),
        Column("offered", YesNo(), "is_offered", "Whether SMEs can ask for it; empty: yes."),
        order(),
        number(),
        entered(),
    )

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """Without an order, that of the rows."""
        draft = drafts.get("service")
        if draft and draft.is_new and draft.place and "order" not in filled:
            draft.record.position = draft.place.row - 1


class OffersSheet(Sheet):
    """Offers."""

    name = "offers"
    about = "Which organisation offers which service in which market, a row each."
    parts = {"offer": Part(Offer, ("organisation", "service", "market"))}
    columns = (
        Column(
            "organisation",
            Reference(Organisation, "organisations"),
            "organisation",
            "Its name.",
            is_required=True,
        ),
        Column("service", Reference(Service, "services"), "service", "Its code.", is_required=True),
        Column("market", Market(), "market", "Where it is offered.", is_required=True),
        Column("free", YesNo(), "is_free", "Whether SMEs pay nothing; empty: yes."),
        Column("price", Text(), "price", "In words."),
        Column("provider", Text(), "provider", "Who provides it, where it is somebody else."),
        Column("note", LongText(), "note", "What the SME should know before it asks."),
        Column("public", YesNo(), "is_public", "Whether the website shows it; empty: yes."),
        order(),
        number(),
        entered(),
    )
