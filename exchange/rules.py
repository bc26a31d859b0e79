"""What models say of their records, asked without a query for each of them.

Fields and ``clean`` answer by themselves. Constraints are conditions that Django has the database look
at, one by one: here they are worked out from the record, and uniqueness from all records of the store.
What cannot be worked out so is asked of Django after all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, Lower
from django_countries import countries
from django_countries.fields import CountryField

from exchange.drafts import Draft, ident
from exchange.faults import Fault, Place
from exchange.store import Store
from partnership.models import Partnership
from reporting.engine.progress import Progress, silent


class NotKnown(Exception):
    """A condition of a kind that is not worked out here."""


def check_drafts(store: Store, progress: Progress = silent) -> list[Fault]:
    """What models find wrong with the drafts that are to be saved, each at the cell that told it."""
    faults: list[Fault] = []
    for model in store.models():
        drafts = [draft for draft in store.all(model) if draft.is_to_be_saved]
        for done, draft in enumerate(drafts):
            if done % 500 == 0:
                progress(f"Checking {model._meta.verbose_name_plural}", done, len(drafts))
            faults += _faults_of(draft, _ask(draft))
        if drafts and model is not Partnership:
            faults += _check_unique(model, store.all(model))
    return faults


def _ask(draft: Draft) -> list[Callable[[], None]]:
    """The questions to a record, without those about cells that could not be read."""
    record, model = draft.record, type(draft.record)
    asked: list[Callable[[], None]] = [lambda: _clean_fields(record, draft.faulty)]
    if not draft.faulty:
        asked.append(record.clean)
    if model is Partnership:
        asked += [] if draft.faulty else [record.validate_unique, record.validate_constraints]
        return asked
    checks = [check for check in checks_of(model) if not draft.faulty & names_in(check.condition)]
    return asked + [partial(_check, check, record) for check in checks]


def _clean_fields(record: Any, faulty: set[str]) -> None:
    # Foreign keys lead to records of the store, so that nobody needs to ask whether they exist.
    links = {f.name for f in record._meta.concrete_fields if f.is_relation or f.primary_key}
    empty = {
        f.name: "This cannot be empty."
        for f in record._meta.concrete_fields
        if f.many_to_one and not f.null and f.editable and not _leads(record, f)
        if f.name not in faulty
    }
    errors: dict[str, Any] = {name: [text] for name, text in empty.items()}
    hidden = {f.name for f in record._meta.concrete_fields if not f.editable}
    # Columns know the codes of countries; asking the field takes longer than all other fields.
    hidden |= {
        f.name
        for f in record._meta.concrete_fields
        if isinstance(f, CountryField) and str(getattr(record, f.attname)) in countries.countries
    }
    try:
        record.clean_fields(exclude=links | hidden | faulty)
    except ValidationError as error:
        errors |= error.error_dict
    if errors:
        raise ValidationError(errors)


def _leads(record: Any, field: Any) -> bool:
    return getattr(record, field.attname) is not None or field.is_cached(record)


def _faults_of(draft: Draft, asked: Iterable[Callable[[], None]]) -> list[Fault]:
    faults = []
    wrong: set[str] = set()
    for ask in asked:
        try:
            ask()
        except ValidationError as error:
            told = (
                error.message_dict
                if hasattr(error, "error_dict")
                else {NON_FIELD_ERRORS: error.messages}
            )
            for name, messages in told.items():
                if name in wrong and name != NON_FIELD_ERRORS:
                    continue
                wrong.add(name)
                place = draft.place_of(name) or Place("")
                faults += [Fault(place, message) for message in messages]
    return faults


# Conditions ----------------------------------------------------------------------------------


def checks_of(model: type[models.Model]) -> list[models.CheckConstraint]:
    """The conditions of a model and of those it is made of."""
    lines = [model, *model._meta.get_parent_list()]
    found = [constraint for line in lines for constraint in line._meta.constraints]
    return [constraint for constraint in found if isinstance(constraint, models.CheckConstraint)]


def _check(constraint: models.CheckConstraint, record: Any) -> None:
    try:
        holds = holds_for(constraint.condition, record)
    except NotKnown:
        constraint.validate(type(record), record)
        return
    if holds is False:
        message = constraint.get_violation_error_message()
        field = getattr(constraint, "field", None)
        raise ValidationError({field: message} if field else message)


def names_in(condition: Any) -> set[str]:
    """The fields that a condition asks about."""
    if isinstance(condition, Q):
        return set().union(*(names_in(child) for child in condition.children))
    if not isinstance(condition, tuple):
        return set()
    name, other = condition
    return {name.partition("__")[0], *([str(other.name)] if isinstance(other, F) else [])}  # type: ignore[attr-defined]


def holds_for(condition: Any, record: Any) -> bool | None:
    """Whether a condition holds for a record; None where SQL would not know. Raises ``NotKnown``."""
    if not isinstance(condition, Q):
        raise NotKnown
    answers = [
        _compare(child, record) if isinstance(child, tuple) else holds_for(child, record)
        for child in condition.children
    ]
    if condition.connector == Q.AND:
        answer = False if False in answers else None if None in answers else True
    elif condition.connector == Q.OR:
        answer = True if True in answers else None if None in answers else False
    else:
        raise NotKnown
    return answer if answer is None or not condition.negated else not answer


def _compare(child: tuple[str, Any], record: Any) -> bool | None:
    name, _, lookup = child[0].partition("__")
    own, other = _value(record, name), child[1]
    if isinstance(other, F):
        other = _value(record, str(other.name))  # type: ignore[attr-defined]
    elif isinstance(other, models.Model):
        other = ident(other)
    if lookup == "isnull":
        return (own is None) is other
    if lookup in ("", "exact") and child[1] is None:
        return own is None
    compare = _COMPARE.get(lookup)
    if compare is None:
        raise NotKnown
    if own is None or other is None:
        return None
    return compare(own, other)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "": lambda own, other: own == other,
    "exact": lambda own, other: own == other,
    "gte": lambda own, other: own >= other,
    "lte": lambda own, other: own <= other,
    "gt": lambda own, other: own > other,
    "lt": lambda own, other: own < other,
    "in": lambda own, other: own in other,
}


def _value(record: Any, name: str) -> Any:
    field = record._meta.get_field(name)
    if field.many_to_one and field.is_cached(record):
        return ident(getattr(record, field.name))
    value = getattr(record, field.attname)
    return str(value.code) if hasattr(value, "code") else value


# Uniqueness ----------------------------------------------------------------------------------


def _check_unique(model: type[models.Model], drafts: list[Draft]) -> list[Fault]:
    faults = []
    for constraint in uniques_of(model):
        found: dict[Any, list[Draft]] = defaultdict(list)
        for draft in drafts:
            if isinstance(draft.record, constraint.model):
                key = constraint.key(draft.record)
                if key is not None:
                    found[key].append(draft)
        for same in found.values():
            if len(same) > 1:
                faults += _tell(constraint, same)
    return faults


def _tell(constraint: "_Unique", same: list[Draft]) -> list[Fault]:
    """Each that is to be saved stands in the way of another one."""
    told = [draft for draft in same if draft.is_to_be_saved]
    if len(told) == len(same):
        told = told[1:]
    return [
        Fault(place, constraint.message)
        for draft in told
        if (place := draft.place_of(constraint.field))
    ]


class _Unique:
    """A rule that no two records have the same values."""

    def __init__(
        self,
        model: Any,
        parts: list[Callable[[Any], Any]],
        field: str,
        message: str,
        condition: Any = None,
    ) -> None:
        self.model, self.parts, self.field = model, parts, field
        self.message, self.condition = message, condition

    def key(self, record: Any) -> Any:
        """What must be its own; None where the rule does not ask, as where a value is not known."""
        if self.condition is not None and holds_for(self.condition, record) is not True:
            return None
        values = tuple(part(record) for part in self.parts)
        return None if None in values else values


def uniques_of(model: type[models.Model]) -> list[_Unique]:
    """The rules of a model that no two records are alike."""
    rules = [
        _Unique(model, [_part(F(field.name))], field.name, str(field.error_messages["unique"]))
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key and not field.one_to_one
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            expressions = constraint.expressions or [F(name) for name in constraint.fields]
            field = getattr(constraint, "field", "")
            message = str(constraint.get_violation_error_message())
            parts = [_part(expression) for expression in expressions]
            rules.append(_Unique(model, parts, field, message, constraint.condition))
    return rules


def _part(expression: Any) -> Callable[[Any], Any]:
    """How a value of a unique rule is worked out; raises ``NotKnown``."""
    if isinstance(expression, F):
        return lambda record: _value(record, expression.name)  # type: ignore[attr-defined]
    if isinstance(expression, Value):
        return lambda record: expression.value
    if isinstance(expression, Lower):
        (inner,) = map(_part, expression.get_source_expressions())
        return lambda record: None if (value := inner(record)) is None else str(value).lower()
    if isinstance(expression, Coalesce):
        inners = [_part(inner) for inner in expression.get_source_expressions()]
        return lambda record: next(
            (v for inner in inners if (v := inner(record)) is not None), None
        )
    raise NotKnown(str(expression))
