"""What each change of a record was: field by field, before and after, in the words of the forms.

One save may leave several rows in the history, one for the record and one for each of its links;
together they are one change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from common.access import allowed
from common.admin.differences import Piece, compare_lists, compare_texts

TOGETHER = timedelta(seconds=2)
"""Rows of the same person so close to each other come from one save."""

NOT_TOLD = {"id", "created_at", "updated_at"}
OUT_OF_SIGHT = "(gone, or not yours to see)"

Values = dict[str, Any]


@dataclass(frozen=True)
class FieldChange:
    """A field that changed: what stood there, what stood there then, and both in words."""

    name: str
    label: str
    old: Any
    new: Any
    old_words: str
    new_words: str
    pieces: tuple[Piece, ...] = ()
    """For long texts and for several values: what stayed, went and came, in its order."""

    @property
    def is_list(self) -> bool:
        """Whether the pieces are entries, each on a line of its own."""
        return isinstance(self.old, list) or isinstance(self.new, list)


@dataclass(frozen=True)
class Change:
    """Something that somebody did to a record."""

    version: Any
    """The row of the history that the change led to."""
    reason: str
    fields: tuple[FieldChange, ...]
    has_before: bool
    """Whether it is known what stood there before."""

    @property
    def kind(self) -> str:
        """``+`` entered, ``~`` changed, ``-`` deleted."""
        return str(self.version.history_type)


def told_fields(model: type[models.Model]) -> list[Any]:
    """The fields whose changes are told: those of the record and its kept links to many."""
    kept = model.history.model  # type: ignore[attr-defined]
    return [
        field
        for field in (*kept.tracked_fields, *kept._history_m2m_fields)
        if field.name not in NOT_TOLD and not getattr(field.remote_field, "parent_link", False)
    ]


def plain(value: Any) -> Any:
    """A value as it can be compared: a country by its code, a file by its name, no text by ``""``."""
    if value is None:
        return ""
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")  # browsers send line ends of their own
    return getattr(value, "code", value)


def values_of(record: models.Model) -> Values:
    """What stands in a record now; a query for each of its links to many."""
    values: Values = {}
    for field in told_fields(type(record)):
        if field.many_to_many:
            links = getattr(record, field.name).order_by("pk").values_list("pk", flat=True)
            values[field.name] = list(links)
        else:
            values[field.name] = plain(getattr(record, field.attname))
    return values


def values_of_versions(model: type[models.Model], versions: Sequence[Any]) -> list[Values]:
    """What stood in each version; a query for each kind of link to many."""
    found: list[Values] = []
    linked = {
        field.name: _links(model, field, [version.pk for version in versions])
        for field in told_fields(model)
        if field.many_to_many
    }
    for version in versions:
        values: Values = {}
        for field in told_fields(model):
            if field.many_to_many:
                values[field.name] = sorted(linked[field.name].get(version.pk, ()))
            else:
                values[field.name] = plain(getattr(version, field.attname))
        found.append(values)
    return found


def _links(model: type[models.Model], field: Any, versions: list[int]) -> dict[int, list[int]]:
    kept = model.history.model  # type: ignore[attr-defined]
    rows = getattr(kept, field.name).model
    target = next(
        each.attname
        for each in field.remote_field.through._meta.fields
        if each.name == field.m2m_reverse_field_name()
    )
    found: dict[int, list[int]] = {}
    pairs = rows._base_manager.filter(history_id__in=versions).values_list("history_id", target)
    for version, linked in pairs:
        found.setdefault(version, []).append(linked)
    return found


def changes_in(model: type[models.Model], versions: Sequence[Any], user: Any) -> list[Change]:
    """The changes that led to versions of one record, the latest first, as somebody may read them.

    Of the oldest version nothing before is known unless it is the first; pass one more than is
    shown. The number of queries does not depend on how many versions there are.
    """
    values = values_of_versions(model, versions)
    states = {version.pk: state for version, state in zip(versions, values, strict=True)}
    groups = list(_together(versions, states, model))
    words = Words(model, states.values(), user)
    changes = []
    for place, group in enumerate(groups):
        before = groups[place + 1][0] if place + 1 < len(groups) else None
        is_first = group[-1].history_type == "+"
        fields: tuple[FieldChange, ...] = ()
        if before is not None and not is_first and group[0].history_type != "-":
            fields = words.compare(states[before.pk], states[group[0].pk])
        reason = next((row.history_change_reason for row in group if row.history_change_reason), "")
        shown = next((row for row in group if row.history_type == "+"), group[0])
        if shown is not group[0]:  # entered with its links: the last row holds them all
            group[0].history_type = "+"
        changes.append(Change(group[0], reason, fields, before is not None))
    return changes


def _together(
    versions: Sequence[Any], states: Mapping[int, Values], model: type[models.Model]
) -> Iterator[list[Any]]:
    """Rows of one save as one; the rows come with the latest first."""
    links = {field.name for field in told_fields(model) if field.many_to_many}

    def own(version: Any) -> Values:
        return {name: value for name, value in states[version.pk].items() if name not in links}

    group: list[Any] = []
    for version in versions:
        # Only a row for links follows another one of the same save: the record itself stays.
        if group and not (_is_close(group[-1], version) and own(group[-1]) == own(version)):
            yield group
            group = []
        group.append(version)
    if group:
        yield group


def _is_close(later: Any, earlier: Any) -> bool:
    return (
        later.history_type == "~"
        and earlier.history_type != "-"
        and later.history_user_id == earlier.history_user_id
        and later.history_date - earlier.history_date <= TOGETHER
    )


class Words:
    """Says the values of a model's fields; the names of related records are loaded at once."""

    def __init__(self, model: type[models.Model], states: Iterable[Values], user: Any) -> None:
        self.fields = told_fields(model)
        self._names = _names(self.fields, list(states), user)

    def compare(self, before: Values, after: Values) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        return tuple(
            self._change(field, before[field.name], after[field.name])
            for field in self.fields
            if before[field.name] != after[field.name]
        )

    def tell(self, values: Values) -> list[tuple[str, str]]:
        """Label and words of every field that is not empty."""
        told = [(label_of(field), self.say(field, values[field.name])) for field in self.fields]
        return [(label, words) for label, words in told if words]

    def _change(self, field: Any, old: Any, new: Any) -> FieldChange:
        pieces: tuple[Piece, ...] = ()
        if isinstance(old, list) or isinstance(new, list):
            pieces = compare_lists(self._entries(field, old), self._entries(field, new))
        elif isinstance(field, models.TextField) and old and new:
            pieces = compare_texts(old, new)
        said = (self.say(field, old), self.say(field, new))
        return FieldChange(field.name, label_of(field), old, new, *said, pieces)

    def _entries(self, field: Any, value: Any) -> list[str]:
        entries = value if isinstance(value, list) else []
        return [self._one(field, entry) for entry in entries]

    def say(self, field: Any, value: Any) -> str:
        """A value in words; nothing for an empty one."""
        if isinstance(value, list):
            return ", ".join(self._entries(field, value))
        return "" if value == "" else self._one(field, value)

    def _one(self, field: Any, value: Any) -> str:
        if field.remote_field is not None:
            return self._names[field.remote_field.model].get(value, OUT_OF_SIGHT)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "j F Y, H:i")
        if isinstance(value, date):
            return date_format(value, "j F Y")
        if isinstance(field, models.FileField):
            return PurePosixPath(value).name
        return str(dict(field.flatchoices or ()).get(value, value))


def label_of(field: Any) -> str:
    """The name of a field as forms write it."""
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _names(
    fields: Iterable[Any], states: Sequence[Values], user: Any
) -> dict[type[models.Model], dict[int, str]]:
    """The names of every related record that somebody may see; one query for each kind."""
    wanted: dict[type[models.Model], set[int]] = {}
    for field in fields:
        if field.remote_field is None:
            continue
        keys = wanted.setdefault(field.remote_field.model, set())
        for state in states:
            value = state[field.name]
            keys.update(value if isinstance(value, list) else [value] if value != "" else [])
    return {model: names_of(model, keys, user) for model, keys in wanted.items()}


def names_of(model: type[models.Model], keys: Iterable[int], user: Any) -> dict[int, str]:
    """The names of those records that somebody may see, by primary key. One query, none for none."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = allowed(model._base_manager.filter(pk__in=wanted), user)
    model_admin = admin.site._registry.get(model)
    related = model_admin.list_select_related if model_admin else ()
    if related and not isinstance(related, bool):
        rows = rows.select_related(*related)
    return {row.pk: str(row) for row in rows}
