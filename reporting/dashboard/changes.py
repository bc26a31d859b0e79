"""What was added, changed and deleted, told from the histories of the records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value
from django.utils import timezone

from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.models import (
    Indicator,
    Measurement,
    Membership,
    Partnership,
    TargetMarket,
    User,
)
from reporting.confidentiality import tells_work_of_office
from reporting.dashboard.labels import Labels
from reporting.dashboard.lists import Line, RecordList
from reporting.engine.cells import Cell
from reporting.engine.columns import Column, Kind
from reporting.models import Claim, NarrativeSection, Report
from reporting.scope import Scope
from reporting.states import path_to_partnership
from smes.models import ClusterCase, ClusterCasePartner, Company, SMECase

TOLD: tuple[type[Model], ...] = (
    Company,
    SMECase,
    ClusterCase,
    ClusterCasePartner,
    Event,
    Participation,
    Meeting,
    Organisation,
    Agreement,
    AgreementParty,
    DeclaredFigure,
    Indicator,
    Measurement,
    Claim,
    Membership,
    TargetMarket,
    Report,
    NarrativeSection,
    Partnership,
)
"""The kinds of record whose changes are told, in this order."""

BY_LABEL: dict[str, type[Model]] = {model._meta.label_lower: model for model in TOLD}
CHANGES = {"+": "Added", "~": "Changed", "-": "Deleted"}

COLUMNS = (
    Column("record", "Record", Kind.LONG_TEXT),
    Column("kind", "Kind"),
    Column("change", "What happened"),
    Column("on", "Day", Kind.DATE),
)
BY = Column("by", "By")


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How often records of a kind were added, changed and deleted."""

    model: str
    label: str
    added: int
    changed: int
    deleted: int

    @property
    def total(self) -> int:
        """All of it together."""
        return self.added + self.changed + self.deleted

    def number(self, change: str) -> int:
        """How often this happened; without a change, all of it together."""
        numbers = {"+": self.added, "~": self.changed, "-": self.deleted}
        return numbers.get(change, self.total)


def kind_label(model: type[Model]) -> str:
    """What a list calls the records: ``Meetings``."""
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def month_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day's month, and that of the next one."""
    first = day.replace(day=1)
    following = (
        first.replace(year=first.year + 1, month=1)
        if first.month == 12
        else first.replace(month=first.month + 1)
    )
    begin, end = (
        timezone.make_aware(datetime.combine(each, clock.min)) for each in (first, following)
    )
    return begin, end


def count_changes(partnership: Partnership, day: date) -> list[ChangeCount]:
    """What happened in a day's month, kind by kind, where anything did. One query."""
    first, *others = [
        _versions(model, partnership, day)
        .values("history_type")
        .annotate(told_kind=_named(model), number=Count("*"))
        .order_by()
        .values_list("told_kind", "history_type", "number")
        for model in TOLD
    ]
    found: dict[str, dict[str, int]] = {}
    for kind, change, number in first.union(*others, all=True):
        found.setdefault(kind, {})[change] = number
    return [
        ChangeCount(kind, kind_label(model), *(found[kind].get(change, 0) for change in CHANGES))
        for kind, model in BY_LABEL.items()
        if kind in found
    ]


def find_changes(
    partnership: Partnership, day: date, kinds: Iterable[str], change: str, begin: int, end: int
) -> list[tuple[str, int, str, datetime, int | None]]:
    """Kind, record, change, moment and person of the latest changes of a month. One query."""
    first, *others = [
        _versions(BY_LABEL[kind], partnership, day)
        .filter(**({"history_type": change} if change else {}))
        .annotate(told_kind=_named(BY_LABEL[kind]), told_record=F(_key(BY_LABEL[kind])))
        .order_by()
        .values_list(
            "told_kind",
            "told_record",
            "history_type",
            "history_date",
            "history_user",
            "history_id",
        )
        for kind in kinds
    ]
    together = first.union(*others, all=True) if others else first
    rows = together.order_by("-history_date", "told_kind", "-history_id")[begin:end]
    return [row[:5] for row in rows]


def list_changes(scope: Scope, found: Iterable[Any]) -> RecordList:
    """The changes as a list; who made them is told in the edition of the agency alone."""
    rows = list(found)
    labels = Labels(scope, [(kind, pk) for kind, pk, *_ in rows])
    tells_by = tells_work_of_office(scope.edition)
    people = _names(rows) if tells_by else {}
    lines = [
        Line(
            kind if change != "-" and labels.knows(kind, pk) else "",
            pk,
            {
                "record": Cell(labels.of(kind, pk)),
                "kind": Cell(str(BY_LABEL[kind]._meta.verbose_name).capitalize()),
                "change": Cell(CHANGES[change]),
                "on": Cell(timezone.localdate(at)),
                "by": Cell(people.get(by, "")),
            },
        )
        for kind, pk, change, at, by in rows
    ]
    columns = (*COLUMNS, BY) if tells_by else COLUMNS
    return RecordList("changes", "What changed", columns, tuple(lines))


def _names(rows: Iterable[Any]) -> dict[int, str]:
    """People by their names; an address is nobody's business. One query."""
    keys = {by for *_, by in rows if by}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))


def _versions(model: type[Model], partnership: Partnership, day: date) -> QuerySet:
    begin, end = month_of(day)
    rows: QuerySet = model.history.model.objects.filter(  # type: ignore[attr-defined]
        _of(model, partnership), history_date__gte=begin, history_date__lt=end
    )
    return rows


def _of(model: type[Model], partnership: Partnership) -> Q:
    """Versions keep the keys of the records that they belonged to, whatever became of those."""
    path = path_to_partnership(model)
    if path == "pk":
        return Q(id=partnership.pk)
    whole, _, rest = path.partition("__")
    if not rest:
        return Q(partnership_id=partnership.pk)
    target: Any = model._meta.get_field(whole).related_model
    wholes = target.history.model.objects.filter(partnership_id=partnership.pk)
    return Q(**{f"{whole}_id__in": wholes.values("id")})


def _key(model: type[Model]) -> str:
    return model._meta.pk.attname if model._meta.pk else "id"


def _named(model: type[Model]) -> Value:
    return Value(model._meta.label_lower, CharField(max_length=60))
