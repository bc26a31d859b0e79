"""Fills a store with what is there: a query for each model and each kind of link."""

from typing import Any

from django.db import models

from events.models import DeclaredFigure, Event, Meeting, Participation
from exchange.drafts import Draft
from exchange.identities import IDENTITIES, SHARED
from exchange.store import Store, plain_links
from gateways.models import Agreement, AgreementParty, Offer, Organisation, Service
from partnership.models import Measurement, Membership, Partnership, TargetMarket
from partnership.models.indicators import Indicator
from reporting.models import AcceptedFinding, Claim, MarketLabel, NarrativeSection, Report
from smes.models import ClusterCase, ClusterCasePartner, Company, SMECase

PATHS: dict[type[models.Model], str] = {
    Membership: "partnership",
    TargetMarket: "partnership",
    MarketLabel: "market__partnership",
    Organisation: "partnership",
    Event: "partnership",
    Participation: "event__partnership",
    Meeting: "event__partnership",
    Agreement: "partnership",
    AgreementParty: "agreement__partnership",
    Service: "partnership",
    Offer: "organisation__partnership",
    ClusterCase: "partnership",
    ClusterCasePartner: "case__partnership",
    SMECase: "partnership",
    DeclaredFigure: "partnership",
    Claim: "partnership",
    Indicator: "partnership",
    Measurement: "indicator__partnership",
    Report: "partnership",
    NarrativeSection: "report__partnership",
    AcceptedFinding: "partnership",
}
"""The way from a record to its partnership."""


def load_store(partnership: Partnership | None) -> Store:
    """The shared records and, of a partnership that is there, its own."""
    store = Store()
    store.is_new = partnership is None
    for model in IDENTITIES:
        if model in SHARED:
            _load(store, model, model._default_manager.all())
        elif partnership is not None:
            _load(store, model, _own(model, partnership))
    if partnership is not None:
        store.partnership = store.draft_of(Partnership, partnership.pk).record
    return store


def _own(model: type[models.Model], partnership: Partnership) -> Any:
    if model is Partnership:
        return Partnership.objects.filter(pk=partnership.pk)
    return model._default_manager.filter(**{PATHS[model]: partnership})


def _load(store: Store, model: type[models.Model], rows: Any) -> None:
    records = list(rows.order_by("pk").select_related(None))
    if model is Organisation:
        companies = {c.pk: c for c in Company.objects.filter(pk__in=rows.values("pk"))}
        records = [companies.get(record.pk, record) for record in records]
    links = {field.name: _links(store, field, rows) for field in plain_links(model)}
    foreign = [field for field in model._meta.concrete_fields if field.many_to_one]
    for record in records:
        for field in foreign:
            _lead(store, record, field)
        own = {name: found.get(record.pk, []) for name, found in links.items()}
        store.add(Draft(record, is_new=False, links=own), turn=store.turn_of(record))


def _lead(store: Store, record: Any, field: Any) -> None:
    """Let a foreign key lead to the record that the store has, so that none is loaded twice."""
    number = getattr(record, field.attname)
    if number is not None and store.has(field.related_model):
        setattr(record, field.name, store.draft_of(field.related_model, number).record)


def _links(store: Store, field: Any, rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through.objects.filter(
        **{f"{field.m2m_field_name()}__in": rows.values("pk")}
    )
    for source, target in through.order_by(other).values_list(own, other):
        found.setdefault(source, []).append(store.draft_of(field.related_model, target).record)
    return found
