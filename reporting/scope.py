"""What a report is about: a partnership, a period and an edition; it answers figures and names."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from common.periods import Period
from events.models import DeclaredFigure, Meeting
from gateways.choices import Side
from gateways.models import Agreement, Organisation
from partnership.models import Cluster, Partnership
from reporting.confidentiality import (
    HIDDEN_PARTNER,
    bare_names,
    build_disclosure,
    build_partner_disclosure,
    hidden_companies,
    hides,
    is_nameless_sme,
    nameless_label,
    organisation_spellings,
)
from reporting.engine.cells import Evidence
from reporting.engine.disclosure import Disclosure
from reporting.engine.editions import Edition
from reporting.engine.figures import ALL, Declared, Entry, FigureValue, compute
from reporting.engine.registries import figures
from reporting.evidence import days, entered
from reporting.involvement import Involvement, find_involvements
from reporting.models import NarrativeSection, Report
from reporting.models.periods import FINAL_KEY
from reporting.records import Records
from smes.models import ClusterCase, Company, SMECase, SupportCase


class Scope:
    """The records of one partnership as figures and tables ask for them.

    Figures are computed once. All queries are those of ``records``: their number does not depend on
    how many records there are.
    """

    def __init__(
        self,
        partnership: Partnership,
        *,
        document: str,
        period: Period,
        today: date,
        edition: Edition,
        report: Report | None = None,
    ) -> None:
        self.partnership = partnership
        self.document = document
        self.period = period
        self.edition = edition
        self.report = report
        self.records = Records(partnership, period, today)
        self._figures: dict[str, FigureValue] = {}
        self._counted: dict[str, list[Entry]] = {}
        # What is asked for again and again: of each meeting, of each party to it.
        self._shown_companies: dict[int, tuple[bool, str]] = {}
        self._labels: dict[int, str] = {}
        self._event_rows: dict[int, tuple[str, ...]] = {}
        self._meeting_rows: dict[int, str] = {}

    @cached_property
    def narrative(self) -> dict[str, NarrativeSection]:
        """The narrative sections of the document by key."""
        return self.records.sections(self.document, self.report.key if self.report else FINAL_KEY)

    # Periods -----------------------------------------------------------------

    def over(self, period: Period, report: Report | None = None) -> "Scope":
        """The same partnership in another period, with the same names hidden."""
        other = Scope(
            self.partnership,
            document=self.document,
            period=period,
            today=self.records.today,
            edition=self.edition,
            report=report,
        )
        other.records = self.records.over(period)
        for name in ("all_records", "hidden", "disclosure", "partner_disclosure"):
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def since_start(self) -> "Scope":
        """From the partnership's start until the period's end."""
        return self.over(Period(self.partnership.start_on, self.period.end))

    @property
    def is_interim(self) -> bool:
        """Whether it is that of an interim report."""
        return self.report is not None and not self.report.is_final

    @property
    def begins_later(self) -> bool:
        """Whether the period leaves out the partnership's first days."""
        return self.period.start is not None and self.period.start > self.partnership.start_on

    @property
    def counts_undated(self) -> bool:
        """Whether declared figures count that belong to no event, and so to no day, see ADR 10."""
        return not (self.is_interim and self.begins_later)

    @cached_property
    def all_records(self) -> Records:
        """The records by which names are hidden: of an interim report, those of all periods."""
        return self.records.over(Period()) if self.is_interim else self.records

    # Figures -----------------------------------------------------------------

    def figure(self, key: str) -> FigureValue:
        """The value of a registered figure; raises ``UnknownKey`` with the known names."""
        if key not in self._figures:
            figure = figures[key]
            self._figures[key] = compute(figure, self._entries(key), self._declared(key))
        return self._figures[key]

    def _entries(self, key: str) -> list[Entry]:
        if key not in self._counted:
            self._counted[key] = list(figures[key].count(self))
        return self._counted[key]

    def _declared(self, measure: str) -> list[Declared]:
        return [
            Declared(
                value=item.value,
                evidence=Evidence(
                    model="events.declaredfigure",
                    pk=item.pk,
                    kind="declared figure",
                    label=f"Declared: {item.value:,}",
                    note=entered(item),
                    count=item.value,
                    on=days(item.event.start_on, item.event.end_on) if item.event else "",
                    source=item.source,
                ),
                row=self._row_of_declared(item),
                event=item.event_id,
            )
            for item in self.records.declared
            if item.measure == measure and self.counts(item)
        ]

    def counts(self, item: DeclaredFigure) -> bool:
        """Whether a declared figure counts: one of an event with it, any other by the period."""
        if item.event_id is None:
            return self.counts_undated
        return item.event_id in self.records.events

    def _row_of_declared(self, item: DeclaredFigure) -> str:
        if item.market_id is not None:
            return self.records.market_codes[item.market_id]
        if item.event_id is not None:
            rows = self.event_rows(item.event_id)
            return rows[0] if len(rows) == 1 else ALL
        return ALL if item.is_for_all_markets else ""

    def recorded_for(self, item: DeclaredFigure) -> int:
        """What is recorded at the place that a declared figure belongs to."""
        if item.event_id is not None:
            entries = self._entries(item.measure)
            return sum(e.evidence.count for e in entries if e.event == item.event_id)
        value = self.figure(item.measure)
        row = self._row_of_declared(item)
        return (value.row(row) if row else value.total).recorded or 0

    def place_of(self, item: DeclaredFigure) -> str:
        """The place that a declared figure belongs to, in words."""
        if item.event_id is not None:
            return self.records.events[item.event_id].name
        row = self._row_of_declared(item)
        return {**self.market_labels(), ALL: "all markets"}.get(row, self.partnership.acronym)

    # Markets -----------------------------------------------------------------

    def market_labels(self, table: str = "") -> Mapping[str, str]:
        """Label by code in the partnership's order, as the table prints it."""
        return {
            market.code: next(
                (own.label for own in market.table_labels.all() if own.table == table),
                market.label,
            )
            for market in self.records.markets
        }

    def market_code(self, market_id: int | None) -> str:
        """The row key of a market; of none, the row of all markets."""
        return ALL if market_id is None else self.records.market_codes[market_id]

    def market_order(self) -> dict[str, int]:
        """Position of each row key in tables, all markets last."""
        keys = [*self.records.market_codes.values(), ALL]
        return {code: position for position, code in enumerate(keys)}

    def event_rows(self, event_id: int) -> tuple[str, ...]:
        """The rows an event counts in."""
        if event_id not in self._event_rows:
            codes = list(self.records.market_codes.values())
            self._event_rows[event_id] = self.records.events[event_id].counted_in(codes)
        return self._event_rows[event_id]

    def meeting_row(self, meeting: Meeting) -> str:
        """The row a meeting counts in, see ``Meeting.counted_in``."""
        if meeting.pk not in self._meeting_rows:
            organisations = self.records.organisations
            parties = organisations[meeting.party_a_id], organisations[meeting.party_b_id]
            self._meeting_rows[meeting.pk] = meeting.counted_in(
                self.event_rows(meeting.event_id), parties, self._market_of_country
            )
        return self._meeting_rows[meeting.pk]

    @cached_property
    def _market_of_country(self) -> dict[str, str]:
        return {m.country.code: m.code for m in self.records.markets if m.country}

    # Organisations ------------------------------------------------------------

    @cached_property
    def involvements(self) -> list[Involvement]:
        """Every organisation with every market it is involved in."""
        return find_involvements(self)

    def is_of_consortium(self, organisation: Organisation) -> bool:
        """Whether an organisation is a member cluster: by its directory entry, or by name and country."""
        if organisation.side != Side.EU_CLUSTER:
            return False
        if organisation.cluster_id is not None:
            return organisation.cluster_id in self._member_clusters
        return (organisation.name.casefold(), organisation.country.code) in self._member_names

    @cached_property
    def _member_clusters(self) -> set[int]:
        return {member.cluster_id for member in self.records.memberships}

    @cached_property
    def _member_names(self) -> set[tuple[str, str]]:
        clusters = [member.cluster for member in self.records.memberships]
        return {
            (name.casefold(), cluster.country.code)
            for cluster in clusters
            for name in [cluster.short_name, cluster.legal_name, *cluster.other_names]
            if name
        }

    @cached_property
    def consortium_names(self) -> list[str]:
        """Short names of the consortium's clusters, the coordinator first."""
        return list(self.figure("partners").names)

    def in_member_order(self, clusters: Iterable[Cluster]) -> list[str]:
        """Short names of clusters: members in the partnership's order, then others by name."""
        places = {m.cluster_id: place for place, m in enumerate(self.records.memberships)}
        ordered = sorted(clusters, key=lambda c: (places.get(c.pk, len(places)), c.short_name))
        return [cluster.short_name for cluster in ordered]

    # Names -------------------------------------------------------------------

    @cached_property
    def hidden(self) -> set[int]:
        """Primary keys of the companies whose names this edition hides."""
        return hidden_companies(self.all_records, self.edition)

    @cached_property
    def disclosure(self) -> Disclosure:
        """Replaces the names of companies that this edition hides in any text."""
        return build_disclosure(self.all_records, self.hidden, self.edition)

    @cached_property
    def partner_disclosure(self) -> Disclosure:
        """Replaces the partners that this edition hides wherever they are named."""
        return build_partner_disclosure(self.all_records, self.edition)

    def mask(self, text: str) -> str:
        """A text without any name that this edition hides."""
        return self.partner_disclosure.mask(self.disclosure.mask(text))

    def company_label(self, company: Company, named_as: str = "") -> str:
        """A company with its country code, or its pseudonym where the edition hides it."""
        if company.pk not in self._shown_companies:
            # A country answers slowly, and a company stands in many places.
            is_hidden = company.pk in self.hidden
            label = company.pseudonym if is_hidden else f" ({company.shown_country})"
            self._shown_companies[company.pk] = is_hidden, label
        is_hidden, label = self._shown_companies[company.pk]
        return label if is_hidden else f"{named_as or company.name}{label}"

    def organisation_label(self, organisation: Organisation) -> str:
        """An organisation with its country code; a hidden company as its pseudonym."""
        if organisation.pk not in self._labels:
            self._labels[organisation.pk] = self._label(organisation)
        return self._labels[organisation.pk]

    def _label(self, organisation: Organisation) -> str:
        company = self.records.companies.get(organisation.pk)
        if company is not None:
            return self.company_label(company)
        if is_nameless_sme(organisation, self.records, self.edition):
            return nameless_label(organisation)
        return f"{organisation.name} ({organisation.country.code})"

    def named(self, organisation: Organisation, named_as: str = "") -> str:
        """An organisation as a record spells it; an SME without a name in this edition, as what it is."""
        if is_nameless_sme(organisation, self.records, self.edition):
            return nameless_label(organisation)
        return named_as or organisation.name

    def case_text(self, case: ClusterCase | SMECase, text: str) -> str:
        """A text of a case; of one that the edition hides without the names of its partners."""
        if not self.hides(case):
            return text
        return Disclosure(dict.fromkeys(self._partner_names(case), HIDDEN_PARTNER)).mask(text)

    def support_text(self, support: SupportCase | None, text: str) -> str:
        """A text about support, without any name that this edition hides."""
        if support is not None and hides(self.edition, support.confidentiality):
            names = self._names_of_support(support.pk)
            organisation = self.records.organisations[support.organisation_id]
            names += organisation_spellings(organisation)
            text = Disclosure(dict.fromkeys(filter(None, names), HIDDEN_PARTNER)).mask(text)
        return self.mask(text)

    def _names_of_support(self, support_id: int) -> list[str]:
        """Every spelling of the partners of its outcomes."""
        names: list[str] = []
        for partner, typed in self.records.partners_of_outcomes.get(support_id, []):
            names += [typed, *bare_names(typed)]
            if partner:
                names += organisation_spellings(self.records.organisations[partner])
        return names

    def shows_document(self, agreement: Agreement) -> bool:
        """Whether this edition's readers may have an agreement's document, which names its parties."""
        return (
            bool(agreement.document_file)
            and not hides(self.edition, agreement.document_confidentiality)
            and not any(self._is_hidden(party.organisation_id) for party in agreement.parties.all())
        )

    def _is_hidden(self, organisation_id: int) -> bool:
        organisation = self.records.organisations[organisation_id]
        nameless = is_nameless_sme(organisation, self.records, self.edition)
        return organisation_id in self.hidden or nameless

    def hides(self, case: ClusterCase | SMECase) -> bool:
        """Whether this edition hides who takes part in the case."""
        return hides(self.edition, case.confidentiality)

    def _partner_names(self, case: ClusterCase | SMECase) -> list[str]:
        if isinstance(case, SMECase):
            keys = [case.partner_id] if case.partner_id else []
            names = [case.partner_as, case.detail_partner_as]
            if case.support_case_id:
                names += self._names_of_support(case.support_case_id)
        else:
            keys = [partner.organisation_id for partner in case.case_partners.all()]
            names = [partner.named_as for partner in case.case_partners.all()]
        names += [bare for name in names for bare in bare_names(name)]
        for key in keys:
            names += organisation_spellings(self.records.organisations[key])
        return [name for name in names if name]
