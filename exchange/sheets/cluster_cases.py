"""Cooperation cases by clusters."""

from typing import Any

from exchange.columns import Column, LinkColumn, OwnColumn
from exchange.kinds.references import InOrder, Numbers, Reference, References
from exchange.kinds.values import Day, Lines, LongText, NumberChoice, Text, Whole, YesNo
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.members import Members
from exchange.sheets.shared import (
    arrange_confidentiality,
    confidential,
    confidentiality,
    market_or_all,
    order,
    reference,
)
from exchange.store import Store
from gateways.models import Organisation
from partnership.models import Cluster
from smes.choices import CaseType
from smes.models import ClusterCase, ClusterCasePartner

PARTNERS = Members(ClusterCasePartner, whole="case")


class ClusterCasesSheet(Sheet):
    """Cases by clusters."""

    name = "cluster_cases"
    about = "What came of the partnership for its clusters, a row for each case."
    parts = {"case": Part(ClusterCase, ("ref",))}
    contract = 11
    columns = (
        reference("Your own, for example CC-01."),
        market_or_all("Where it takes place.", is_required=True),
        Column("type", NumberChoice(CaseType), "type", "What kind of cooperation it is."),
        Column("number", Whole(), "number", "How many results it stands for; empty: 1."),
        Column(
            "description",
            LongText(),
            "description",
            "A sentence or two, as reports print it.",
            is_required=True,
        ),
        LinkColumn("objectives", Numbers(), "objectives", "What it is for."),
        Column("sectors", Lines(), "sectors", "Sectors or technologies."),
        OwnColumn(
            "partners",
            InOrder(Organisation, "organisations"),
            "partners",
            "Partner organisations, in the order in which reports print them.",
            taking=PARTNERS.take,
            putting=PARTNERS.put,
        ),
        LinkColumn(
            "clusters",
            References(Cluster, "clusters"),
            "clusters",
            "Who takes part; empty: the whole consortium.",
        ),
        Column("main_steps", LongText(), "main_steps", "What was done."),
        Column("next_steps", LongText(), "next_steps", "What is to come."),
        Column("started", Day(), "started_on", "When it began."),
        Column("type_printed_as", Text(), "type_wording", "Only where reports print another word."),
        order(),
        confidential(),
        confidentiality(),
        Column("in_overview", YesNo(), "in_overview", "Whether table C counts it; empty: yes."),
        Column("in_details", YesNo(), "in_details", "Whether table E tells it; empty: yes."),
        number(header="record_number"),
        entered(),
    )

    @classmethod
    def arrange(cls, values: dict[str, Any], store: Store) -> None:
        """Either column of confidentiality is enough."""
        arrange_confidentiality(values)


class CasePartnersSheet(Sheet):
    """All partners of cases by clusters, with what is told of each."""

    name = "case_partners"
    about = "Partner organisations of cases by clusters, where there is more to tell than in cluster_cases."
    parts = {"partner": Part(ClusterCasePartner, ("case", "organisation"))}
    columns = (
        Column(
            "case", Reference(ClusterCase, "cluster_cases"), "case", "Its ref.", is_required=True
        ),
        Column(
            "organisation",
            Reference(Organisation, "organisations"),
            "organisation",
            "Its name.",
            is_required=True,
        ),
        Column("printed_as", Text(), "named_as", "Only where another spelling is printed."),
        Column(
            "country_printed_as", Text(), "country_as", "Only where another wording is printed."
        ),
        order(),
        number(),
        entered(),
    )
