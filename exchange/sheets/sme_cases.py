"""Cooperation cases by SMEs."""

from typing import Any

from exchange.columns import Column, LinkColumn
from exchange.kinds.references import Market, Numbers, Reference
from exchange.kinds.values import Choice, Day, LongText, NumberChoice, Text, Whole
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import (
    arrange_confidentiality,
    confidential,
    confidentiality,
    order,
    reference,
)
from exchange.store import Store
from gateways.models import Organisation
from smes.choices import CaseType, PartnerType, SupportStatus
from smes.models import Company, SMECase


class SMECasesSheet(Sheet):
    """Cases by SMEs."""

    name = "sme_cases"
    about = "What came of the partnership for an SME in one market, a row for each case."
    parts = {"case": Part(SMECase, ("ref",))}
    contract = 14
    columns = (
        reference("Your own, for example SC-01."),
        Column(
            "company",
            Reference(Company, "companies"),
            "company",
            "Whose case it is.",
            is_required=True,
        ),
        Column("market", Market(), "market", "Where it takes place.", is_required=True),
        Column("number", Whole(), "number", "How many results it stands for; empty: 1."),
        Column(
            "description",
            LongText(),
            "description",
            "A sentence or two, as reports print it.",
            is_required=True,
        ),
        LinkColumn("objectives", Numbers(), "objectives", "What it is for."),
        Column(
            "objective_note", Text(), "objective_note", "Wording to print instead of the numbers."
        ),
        Column("sector", Text(), "sector", "Empty: that of the company."),
        Column("partner", Reference(Organisation, "organisations"), "partner", "With whom."),
        Column("partner_type", Choice(PartnerType), "partner_type", "What the partner is."),
        Column(
            "status",
            Choice(SupportStatus),
            "status",
            "How far the agreed support has come; empty: no support.",
        ),
        Column("main_steps", LongText(), "main_steps", "What was done."),
        Column("next_steps", LongText(), "next_steps", "What is to come."),
        confidential(),
        confidentiality(),
        Column("type", NumberChoice(CaseType), "type", "What kind of cooperation it is; empty: 1."),
        Column("started", Day(), "started_on", "When it began."),
        order(),
        Column(
            "company_printed_as", Text(), "company_as", "Only where another spelling is printed."
        ),
        Column(
            "partner_printed_as", Text(), "partner_as", "Only where another spelling is printed."
        ),
        Column(
            "detail_company",
            Text(),
            "detail_company_as",
            "The company in the table of details, if it differs.",
        ),
        Column(
            "detail_sector",
            Text(),
            "detail_sector",
            "The sector in the table of details, if it differs.",
        ),
        Column(
            "detail_partner",
            Text(),
            "detail_partner_as",
            "The partner in the table of details, if it differs.",
        ),
        Column(
            "detail_description",
            LongText(),
            "detail_description",
            "The case in the table of details, if it differs.",
        ),
        number(header="record_number"),
        entered(),
    )

    @classmethod
    def arrange(cls, values: dict[str, Any], store: Store) -> None:
        """Either column of confidentiality is enough."""
        arrange_confidentiality(values)
