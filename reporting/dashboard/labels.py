"""What records are called in an edition, whether a report counts them or not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from reporting.checks.agreements import agreement_words
from reporting.confidentiality import HIDDEN_PARTNER
from reporting.figures.cases import short
from reporting.scope import Scope

GONE = "No longer there"

WITH: Mapping[str, tuple[str, ...]] = {
    "smes.smecase": ("market",),
    "smes.clustercasepartner": ("case",),
    "events.participation": ("event",),
    "events.meeting": ("event",),
    "gateways.agreementparty": ("agreement",),
    "partnership.measurement": ("indicator",),
    "partnership.membership": ("cluster",),
    "reporting.report": ("partnership",),
    "reporting.narrativesection": ("report",),
}
"""What is loaded together with a record, to tell what it is called."""


class Labels:
    """The names of some records; of those that are gone nothing is told, they may have been hidden.

    One query for each kind of record.
    """

    def __init__(self, scope: Scope, records: Iterable[tuple[str, int]]) -> None:
        self.scope = scope
        self.found: dict[tuple[str, int], Model] = {}
        keys: dict[str, set[int]] = defaultdict(set)
        for model, pk in records:
            keys[model].add(pk)
        for model, wanted in keys.items():
            rows: Any = apps.get_model(model)._base_manager.select_related(*WITH.get(model, ()))
            rows = rows.prefetch_related("parties") if model == "gateways.agreement" else rows
            self.found |= {(model, row.pk): row for row in rows.filter(pk__in=wanted)}

    def knows(self, model: str, pk: int) -> bool:
        """Whether the record is still there."""
        return (model, pk) in self.found

    def of(self, model: str, pk: int) -> str:
        """What the record is called."""
        record = self.found.get((model, pk))
        if record is None:
            return GONE
        name = NAMES.get(model)
        return self.scope.mask(name(record, self.scope) if name else str(record))


def _organisation(pk: int, scope: Scope) -> str:
    return scope.organisation_label(scope.records.organisations[pk])


def _sme_case(case: Any, scope: Scope) -> str:
    label = scope.company_label(scope.records.companies[case.company_id], case.company_as)
    return f"{label}, {case.market.label}"


def _case_partner(row: Any, scope: Scope) -> str:
    if scope.hides(row.case):
        return HIDDEN_PARTNER
    return scope.named(scope.records.organisations[row.organisation_id], row.named_as)


def _agreement(agreement: Any, scope: Scope) -> str:
    return agreement_words(agreement, scope)


def _party(row: Any, scope: Scope) -> str:
    return f"{_organisation(row.organisation_id, scope)}: {row.agreement.get_kind_display()}"


NAMES: Mapping[str, Callable[[Any, Scope], str]] = {
    "smes.company": lambda row, scope: scope.company_label(row),
    "smes.smecase": _sme_case,
    "smes.clustercase": lambda row, scope: short(scope.case_text(row, row.description)),
    "smes.clustercasepartner": _case_partner,
    "gateways.organisation": lambda row, scope: _organisation(row.pk, scope),
    "gateways.agreement": _agreement,
    "gateways.agreementparty": _party,
    "events.participation": lambda row, scope: (
        f"{_organisation(row.organisation_id, scope)} at {row.event.name}"
    ),
    "events.meeting": lambda row, scope: (
        f"{_organisation(row.party_a_id, scope)} and {_organisation(row.party_b_id, scope)}, "
        f"{row.event.name}"
    ),
    "reporting.report": lambda row, scope: row.period_title,
    "reporting.narrativesection": lambda row, scope: f"{row}, {row.report.period_title}",
}
"""What differs from what a record calls itself, because a name in it may be hidden."""
