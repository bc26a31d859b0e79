"""Agreements that have run out and are still called signed."""

from collections.abc import Iterable

from gateways.choices import AgreementStatus
from gateways.models import Agreement
from reporting.engine.cells import Finding
from reporting.engine.columns import format_day, join_words
from reporting.engine.findings import Code, Severity, check
from reporting.figures.agreements import party_names
from reporting.scope import Scope

PAST_END = Code(
    "agreement-past-end",
    Severity.WARNING,
    "Agreement past its end",
    "Set its status to expired or ended; where it was renewed, enter the new end and the renewal.",
)


def agreement_words(agreement: Agreement, scope: Scope) -> str:
    """An agreement by its kind, parties and market. Costs no query."""
    label = scope.market_labels()[scope.market_code(agreement.market_id)]
    parties = join_words(party_names(agreement, scope))
    named = f" with {parties}" if parties else ""
    return f"{agreement.get_kind_display()}{named}, {label}"


@check(PAST_END)
def find_agreements_past_their_end(scope: Scope) -> Iterable[Finding]:
    """A finding for each signed agreement that was valid until a day before today."""
    for agreement in scope.records.agreements:
        end = agreement.valid_until
        if agreement.status != AgreementStatus.SIGNED or end is None or end >= scope.records.today:
            continue
        yield PAST_END.finding(
            f"{agreement_words(agreement, scope)}: valid until {format_day(end)} and still signed.",
            "Agreements",
            model="gateways.agreement",
            pk=agreement.pk,
            values=(end.isoformat(),),
        )
