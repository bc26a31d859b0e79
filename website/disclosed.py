"""What the public edition of reports lets the site tell: no name that is hidden, no figure that nobody may read.

Everything is counted by the same rules as in reports and kept until a record changes. Figures and
cases are told as soon as a final report is public, and not before: they would be a report of their own.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override

from common.periods import Period
from common.translated import in_language
from gateways.models import Organisation
from partnership.models import Partnership
from reporting.choices import ReportKind
from reporting.confidentiality import hidden_partners, is_nameless_sme
from reporting.engine.disclosure import Disclosure
from reporting.engine.editions import Edition
from reporting.figures.cases import partner_name
from reporting.kept_values import kept_or_made
from reporting.models import Report
from reporting.scope import Scope
from reporting.services import build_scope
from smes.choices import SupportStatus
from smes.models import SMECase

FIGURES = (
    "supported_smes",
    "b2b_meetings",
    "c2c_meetings",
    "events",
    "agreements",
    "sme_agreements",
)
"""The figures that the site shows, in this order; their labels stand in website/words.py."""

RESULTS = (SupportStatus.NO_SUPPORT, SupportStatus.COMPLETED)
"""A case whose support goes on, or was stopped, is no success to tell of."""


ENGLISH = "en"
"""What texts are written in first."""


@dataclass(frozen=True)
class Text:
    """A text that somebody entered; ``language`` is told where it is not that of the page."""

    words: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class SuccessCase:
    """What came of an SME's way into a market, with the names that its report prints."""

    market: int
    company: str
    sector: str
    partner: str
    description: str


@dataclass(frozen=True)
class Disclosed:
    """What may be told of a partnership."""

    companies: Disclosure
    partners: Disclosure
    unnamed: frozenset[int]
    """Organisations of which nothing but a stand-in is told: neither website nor profile."""
    company_labels: dict[int, str] = field(default_factory=dict)
    """Each company as documents show it: a pseudonym where it is hidden."""
    figures: dict[str, int] = field(default_factory=dict)
    cases: tuple[SuccessCase, ...] = ()

    def mask(self, text: str) -> str:
        """A text without any name that is hidden from the public."""
        return self.partners.mask(self.companies.mask(text))

    def stand_in(self, organisation: Organisation) -> str:
        """What is told in the place of an organisation's name; the name itself where it is not hidden.

        An agreement may spell the name as nobody else does, so that it cannot be found in a text.
        """
        if organisation.pk in self.unnamed and organisation.pk in self.company_labels:
            return self.company_labels[organisation.pk]
        return self.mask(organisation.name)

    def text(self, record: Any, field: str) -> Text:
        """A text of a record in the language of the page, without such a name."""
        language = (get_language() or ENGLISH).partition("-")[0]
        words = self.mask(str(in_language(record, field)))
        is_own = language == ENGLISH or bool(getattr(record, f"{field}_{language}", ""))
        return Text(words, "" if is_own else ENGLISH)

    def cases_in(self, market: int) -> list[SuccessCase]:
        """The cases in one market, by its key."""
        return [case for case in self.cases if case.market == market]


def disclosed(partnership: Partnership) -> Disclosed:
    """What may be told of a partnership; two queries until one of its records changes."""
    reports = Report.objects.filter(partnership=partnership, is_public=True, kind=ReportKind.FINAL)
    with_figures = reports.exists()

    def make() -> Disclosed:
        # Kept for readers of every language; reports know one.
        with override(settings.LANGUAGE_CODE):
            return _disclose(partnership, with_figures=with_figures)

    return kept_or_made(f"site-{with_figures}", partnership.pk, make)


def _disclose(partnership: Partnership, *, with_figures: bool) -> Disclosed:
    # A name is hidden whenever the case was that hides it; figures count the partnership's own time.
    whole = Scope(
        partnership,
        document="",
        period=Period(),
        today=timezone.localdate(),
        edition=Edition.PUBLIC,
    )
    records = whole.records
    nameless = {
        key
        for key, organisation in records.organisations.items()
        if is_nameless_sme(organisation, records, Edition.PUBLIC)
    }
    return Disclosed(
        companies=whole.disclosure,
        partners=whole.partner_disclosure,
        unnamed=frozenset(whole.hidden | hidden_partners(records, Edition.PUBLIC) | nameless),
        company_labels={key: whole.company_label(row) for key, row in records.companies.items()},
        figures=_figures(build_scope(partnership, "")) if with_figures else {},
        cases=tuple(_cases(whole)) if with_figures else (),
    )


def _figures(scope: Scope) -> dict[str, int]:
    """The figures that are more than nothing."""
    values = {key: scope.figure(key).total.value for key in FIGURES}
    return {
        key: int(value)
        for key, value in values.items()
        if isinstance(value, int | Decimal) and value
    }


def _cases(scope: Scope) -> list[SuccessCase]:
    cases = sorted(scope.records.sme_cases, key=lambda case: (case.position, case.pk))
    return [_case(case, scope) for case in cases if _may_be_told(case, scope)]


def _may_be_told(case: SMECase, scope: Scope) -> bool:
    is_hidden = scope.hides(case) or case.company_id in scope.hidden
    return case.status in RESULTS and not is_hidden


def _case(case: SMECase, scope: Scope) -> SuccessCase:
    company = scope.records.companies[case.company_id]
    return SuccessCase(
        market=case.market_id,
        company=scope.company_label(company, case.company_as),
        sector=scope.mask(case.sector or company.sector),
        partner=scope.mask(partner_name(case, scope, case.partner_as)),
        description=scope.mask(case.detail_description or case.description),
    )
