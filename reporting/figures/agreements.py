"""Figures of agreements."""

from collections.abc import Callable, Iterable

from gateways.choices import AgreementKind
from gateways.models import Agreement
from reporting.engine.cells import Evidence
from reporting.engine.columns import join_words
from reporting.engine.figures import Entry, Figure, add_figure
from reporting.evidence import entered
from reporting.scope import Scope


def party_names(agreement: Agreement, scope: Scope) -> list[str]:
    """The third-country and other organisations that signed, as the agreement spells them.

    A company that the edition hides stands under its pseudonym, however the agreement spells it.
    """
    names = []
    for party in agreement.parties.all():
        if party.organisation_id in scope.hidden:
            names.append(scope.records.companies[party.organisation_id].pseudonym)
        else:
            organisation = scope.records.organisations[party.organisation_id]
            names.append(scope.named(organisation, party.named_as))
    return names


def kind_word(agreement: Agreement) -> str:
    """The kind inside a sentence: ``gateway agreement``, but ``MoU``."""
    return str(AgreementKind(agreement.kind).value)


def agreement_evidence(agreement: Agreement, scope: Scope) -> Evidence:
    """An agreement as evidence: its kind, parties and day of signature."""
    parties = party_names(agreement, scope)
    return Evidence(
        "gateways.agreement",
        agreement.pk,
        "agreement",
        f"{agreement.get_kind_display()} with {join_words(parties)}",
        "" if agreement.signed_on else "day of signature not known",
        on=agreement.signed_on or "",
        parties=tuple(parties),
        source=entered(agreement)
        + (", with its document" if scope.shows_document(agreement) else ""),
    )


def count_agreements(*kinds: AgreementKind) -> Callable[[Scope], Iterable[Entry]]:
    """Agreements of these kinds that were concluded, each in its market's row."""

    def count(scope: Scope) -> Iterable[Entry]:
        for agreement in scope.records.agreements:
            if agreement.pk in scope.records.concluded_agreements and agreement.kind in kinds:
                yield Entry(
                    agreement_evidence(agreement, scope),
                    (scope.market_code(agreement.market_id),),
                    group=kind_word(agreement),
                    name=join_words(party_names(agreement, scope)),
                )

    return count


for _key, _label, _kinds in (
    ("agreements", "Cooperation agreements", tuple(AgreementKind)),
    ("mous", "MoUs", (AgreementKind.MOU,)),
    ("gateway_agreements", "Gateway agreements", (AgreementKind.GATEWAY,)),
):
    add_figure(
        Figure(_key, _label, count_agreements(*_kinds), fully_recorded=True, things="agreements")
    )
