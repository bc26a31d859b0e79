"""All records that a workbook can be about, found without asking the database again."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from events.models import Event
from exchange.drafts import Draft, ident
from exchange.faults import Place, Wrong
from exchange.identities import (
    IDENTITIES,
    NAMES,
    WHOLES,
    WITH_COUNTRY,
    table_of,
)
from exchange.kinds.values import near
from gateways.models import Agreement, Organisation
from partnership.models import Membership, Partnership, TargetMarket
from smes.models import ClusterCase, Company, Objective

Model = type[models.Model]

_WITH_CODE = re.compile(r"(.+) \(([A-Za-z]{2})\)")
MOST_NAMES = 3000
"""Among more names no similar one is looked for: it would take too long."""


class Store:
    """Drafts by model, identity, number and name.

    ``partnership`` is the partnership that the workbook is about; None until one is made.
    """

    def __init__(self) -> None:
        self.partnership: Partnership | None = None
        self.is_new = True
        self.notes: list[str] = []
        """What whoever imports should look at, though nothing is wrong."""
        self.missed: set[tuple[Model, str]] = set()
        """Names of rows that cannot be read; whoever refers to one is told nothing more."""
        self.missing_sheets: set[str] = set()
        self._drafts: dict[Model, list[Draft]] = defaultdict(list)
        self._by_key: dict[Model, dict[Any, Draft]] = defaultdict(dict)
        self._by_number: dict[Model, dict[int, Draft]] = defaultdict(dict)
        self._names: dict[Model, dict[str, list[Draft]]] = {}
        self._parts: dict[tuple[Model, Any], list[Draft]] = defaultdict(list)
        self._provisional = 0

    # Finding -----------------------------------------------------------------

    def all(self, model: Model) -> list[Draft]:
        """The drafts of a model, in the order of their numbers, new ones last."""
        drafts = [draft for draft in self._drafts[table_of(model)] if not draft.is_dropped]
        if model is Company:
            return [draft for draft in drafts if isinstance(draft.record, Company)]
        return drafts

    def dropped(self) -> list[Draft]:
        """What was there and is to be deleted: entries of lists that name them no more."""
        return [
            draft
            for drafts in self._drafts.values()
            for draft in drafts
            if draft.is_dropped and not draft.is_new
        ]

    def models(self) -> Iterable[Model]:
        """The models that have any draft, in the order in which they are saved."""
        return [model for model in IDENTITIES if self._drafts[model]]

    def draft_of(self, model: Model, number: int) -> Draft:
        """The draft of a record that was there before."""
        return self._by_number[table_of(model)][number]

    def has(self, model: Model) -> bool:
        """Whether records of a model are kept here, so that references lead to them."""
        return table_of(model) in IDENTITIES

    def find(self, model: Model, text: str, sheet: str) -> Draft:
        """The record that a cell names; raises ``Wrong`` with what to write."""
        found = self._called(table_of(model), text)
        if model is Company:
            companies = [draft for draft in found if isinstance(draft.record, Company)]
            if found and not companies:
                raise Wrong(
                    f"“{text}” stands in organisations, but not in companies. Add a row for it there."
                )
            found = companies
        if not found:
            is_told = (
                sheet in self.missing_sheets or (table_of(model), text.casefold()) in self.missed
            )
            raise Wrong("" if is_told else self._unknown(model, text, sheet))
        if len(found) > 1:
            names = [f"“{self._in_country(table_of(model), draft.record)}”" for draft in found]
            raise Wrong(f"Several are called “{text}”. Write {' or '.join(names)}.")
        return found[0]

    def _called(self, model: Model, text: str) -> list[Draft]:
        names = self._names_of(model)
        with_code = _WITH_CODE.fullmatch(text) if model in WITH_COUNTRY else None
        if with_code:
            name, code = with_code.groups()
            own = [
                draft
                for draft in names.get(name.casefold(), [])
                if str(draft.record.country) == code.upper()
            ]
            if own:
                return own
        found = names.get(text.casefold(), [])
        exact = [draft for draft in found if NAMES[model](draft.record) == text]
        return exact or found

    def _names_of(self, model: Model) -> dict[str, list[Draft]]:
        if model not in self._names:
            names: dict[str, list[Draft]] = defaultdict(list)
            for draft in self._drafts[model]:
                names[NAMES[model](draft.record).casefold()].append(draft)
            self._names[model] = dict(names)
        return self._names[model]

    def _unknown(self, model: Model, text: str, sheet: str) -> str:
        table = table_of(model)
        known = [NAMES[table](draft.record) for draft in self._drafts[table]]
        hint = near(text, known) if len(known) <= MOST_NAMES else ""
        return (
            f"There is no “{text}” in sheet {sheet}.{hint} Add a row there, or correct this cell."
        )

    def name_of(self, model: Model, record: Any) -> str:
        """The text by which ``find`` finds a record."""
        table = table_of(model)
        name = NAMES[table](record)
        if table not in WITH_COUNTRY:
            return name
        found = self._called(table, name)
        is_plain = len(found) == 1 and ident(found[0].record) == ident(record)
        return name if is_plain else self._in_country(table, record)

    @staticmethod
    def _in_country(model: Model, record: Any) -> str:
        return f"{NAMES[model](record)} ({record.country})"

    def parts_of(self, model: Model, whole_name: str, whole: Any) -> list[Draft]:
        """The parts of a record, those that are dropped left out."""
        return [draft for draft in self._parts[model, ident(whole)] if not draft.is_dropped]

    def objective(self, number: int) -> Any:
        """The objective of a number; raises ``Wrong``."""
        draft = self._by_key[Objective].get((number, 0))
        if draft is None:
            known = sorted(key[0] for key in self._by_key[Objective])
            raise Wrong(f"There is no objective {number}. Known: {', '.join(map(str, known))}.")
        return draft.record

    def clusters_in_use(self) -> set[int]:
        """Numbers of the clusters that the partnership's records refer to, its members among them."""
        used = {
            draft.record.cluster_id
            for model in (Membership, Organisation, Event, TargetMarket)
            for draft in self._drafts[model]
        }
        for model in (Agreement, ClusterCase):
            for draft in self._drafts[model]:
                used.update(cluster.pk for cluster in draft.links["clusters"])
        return {pk for pk in used if pk is not None}

    # Adding ------------------------------------------------------------------

    def add(self, draft: Draft, turn: int = 0) -> Draft:
        """Keep a draft under its identity."""
        model = table_of(type(draft.record))
        self._drafts[model].append(draft)
        self._by_key[model].setdefault((IDENTITIES[model](draft.record), turn), draft)
        self._names.pop(model, None)
        if not draft.is_new:
            self._by_number[model][draft.record.pk] = draft
        if model in WHOLES:
            whole = getattr(draft.record, WHOLES[model])
            self._parts[model, ident(whole)].append(draft)
        return draft

    def claim(
        self,
        record: Any,
        *,
        place: Place | None,
        slot: tuple[str, str] | None = None,
        may_repeat: bool = False,
    ) -> Draft:
        """The draft of the record that is meant by an unsaved one: one that is there, else a new one.

        One that may repeat is the first of its kind that ``slot`` (sheet and part) has not had yet.
        """
        model = table_of(type(record))
        key = IDENTITIES[model](record)
        turn = 0
        while (draft := self._by_key[model].get((key, turn))) is not None:
            if not may_repeat or slot not in draft.rows:
                draft.is_dropped = False
                draft.place = draft.place or place
                return self._specialise(draft, record)
            turn += 1
        self._give_number(record)
        return self.add(Draft(record, is_new=True, place=place, links=_no_links(model)), turn)

    def _give_number(self, record: Any) -> None:
        """A number below zero until it is saved, so that rules see that foreign keys lead somewhere."""
        self._provisional -= 1
        record.pk = self._provisional
        if isinstance(record, Company):
            record.id = self._provisional

    def turn_of(self, record: Any) -> int:
        """How many of the same identity there are already."""
        model = table_of(type(record))
        key, turn = IDENTITIES[model](record), 0
        while (key, turn) in self._by_key[model]:
            turn += 1
        return turn

    def named(self, model: Model, **fields: Any) -> Any:
        """The record of these fields, a new one where there is none."""
        return self.claim(model(**fields), place=None).record

    def _specialise(self, draft: Draft, record: Any) -> Draft:
        """Make a company of an organisation where a company is meant."""
        if not isinstance(record, Company) or isinstance(draft.record, Company):
            return draft
        plain = draft.record
        company = Company(
            **{
                field.attname: getattr(plain, field.attname)
                for field in Organisation._meta.concrete_fields
            }
        )
        company.partnership = plain.partnership
        company.cluster = plain.cluster
        company.organisation_ptr_id = company.id = plain.pk
        company._state.adding = draft.is_new
        company._state.db = plain._state.db
        draft.record = company
        draft.is_specialised = not draft.is_new
        return draft


def _no_links(model: Model) -> dict[str, list[Any]]:
    return {field.name: [] for field in plain_links(model)}


def plain_links(model: Model) -> list[Any]:
    """The links of a model that have no record of their own between them."""
    return [
        field
        for field in model._meta.many_to_many
        if (through := field.remote_field.through) and through._meta.auto_created
    ]
