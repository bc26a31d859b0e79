"""European companies that the partnership helps."""

from collections.abc import Container, Mapping
from typing import Any

from exchange.columns import Column
from exchange.drafts import Draft
from exchange.kinds.references import Reference
from exchange.kinds.values import Amount, Choice, Country, LongText, Text, Whole
from exchange.sheet import Part, Sheet
from exchange.sheets.shared import arrange_confidentiality, confidential, confidentiality
from exchange.store import Store
from partnership.models import Cluster
from smes.choices import Ownership
from smes.models import Company


class CompaniesSheet(Sheet):
    """Companies: organisations of which a case needs to know more."""

    name = "companies"
    about = "The European SMEs that the partnership helps, a row each."
    parts = {"company": Part(Company, ("name", "country"))}
    contract = 5
    columns = (
        Column(
            "name", Text(), "name", "The name by which other sheets refer to it.", is_required=True
        ),
        Column("country", Country(), "country", "Where it is.", is_required=True),
        Column("cluster", Reference(Cluster, "clusters"), "cluster", "Its home cluster."),
        Column("sector", Text(), "sector", "As reports print it."),
        confidential(),
        confidentiality(),
        Column("headcount", Whole(), "headcount", "Staff."),
        Column("turnover", Amount(), "turnover", "In a year, in units of the currency."),
        Column("balance_sheet_total", Amount(), "balance_sheet_total", "In units of the currency."),
        Column("currency", Text(), "currency", "ISO code; empty: EUR."),
        Column("competences", LongText(), "competences", "What it can do."),
        Column(
            "printed_country",
            Text(),
            "printed_country",
            "Only where reports print another code, for example SP.",
        ),
        Column("registration_number", Text(), "registration_number", "VAT or register number."),
        Column("ownership", Choice(Ownership), "ownership", "Who stands behind it, if known."),
        Column(
            "pseudonym",
            Whole(),
            "pseudonym_number",
            "Of its pseudonym; written by the portal. Kept where a whole partnership is created.",
            is_origin=True,
        ),
    )

    @classmethod
    def arrange(cls, values: dict[str, Any], store: Store) -> None:
        """Either column of confidentiality is enough."""
        arrange_confidentiality(values)

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """A new company takes its side before anything is checked."""
        draft = drafts.get("company")
        if draft and draft.is_new:
            draft.record.clean()
