"""The state in which a form was opened: what somebody else changed meanwhile is found out by it.

The form carries a sealed digest of each field and of each row. It decides about nothing but a
question: whoever leaves it out is not asked, and is checked like everybody else.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files import File
from django.db.models import Model

FIELD = "_opened"
SALT = "opened-record"
OTHERS = "Somebody else changed this record while you had it open. Nothing of yours is saved yet, and nothing is lost."


@dataclass(frozen=True)
class Opened:
    """Digests of the fields, and of the rows by the prefix of their formset and their number."""

    fields: dict[str, str]
    rows: dict[str, dict[str, str]]


def digest(value: Any) -> str:
    """A few letters that tell whether a value is another one."""
    return hashlib.sha256(repr(_plain(value)).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, str):
        # Browsers send line ends of their own.
        return value.replace("\r\n", "\n").strip()
    if hasattr(value, "code"):
        return value.code
    if not isinstance(value, (bool, int)) and hasattr(value, "__iter__"):
        return sorted((_plain(entry) for entry in value), key=str)
    return str(value)


def _state_of(form: forms.ModelForm) -> dict[str, str]:
    return {name: digest(form.initial.get(name)) for name in _kept(form)}


def _kept(form: forms.ModelForm) -> list[str]:
    own = {
        field.name
        for field in (*form._meta.model._meta.fields, *form._meta.model._meta.many_to_many)
    }
    return [name for name in form.fields if name in own]


def seal(form: forms.ModelForm, formsets: Iterable[Any]) -> str:
    """What a form carries of the record and the rows that it shows. No query."""
    rows = {
        formset.prefix: {
            str(row.instance.pk): digest(sorted(_state_of(row).items()))
            for row in formset.initial_forms
        }
        for formset in formsets
    }
    record = form.instance
    sealed = {"record": _name_of(record), "fields": _state_of(form), "rows": rows}
    return signing.dumps(sealed, salt=SALT, compress=True)


def opened(data: Mapping[str, Any], record: Model) -> Opened | None:
    """In what state the form was opened that sends this; None where it does not tell, of this record."""
    try:
        found = signing.loads(data.get(FIELD) or "", salt=SALT)
    except signing.BadSignature:
        return None
    if found["record"] != _name_of(record):
        return None
    return Opened(found["fields"], found["rows"])


def _name_of(record: Model) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


def changed_by_others(form: forms.ModelForm) -> list[str]:
    """The fields that stand otherwise than when the form was opened, and than the form would set them."""
    state = opened(form.data, form.instance)
    if state is None:
        return []
    return [
        name
        for name in _kept(form)
        if name in state.fields
        and digest(form.initial.get(name)) != state.fields[name]
        and name in form.changed_data
    ]


def is_untouched(form: forms.ModelForm, name: str) -> bool:
    """Whether a field is sent as it was when the form was opened."""
    state = opened(form.data, form.instance)
    sent = form.cleaned_data.get(name) if name in form.cleaned_data else None
    return state is not None and name not in form.errors and digest(sent) == state.fields[name]


def row_changed_by_others(row: forms.ModelForm, prefix: str, whole: Model) -> bool:
    """Whether a row stands otherwise than when its form was opened, and than the form would set it."""
    state = opened(row.data, whole)
    known = state.rows.get(prefix, {}).get(str(row.instance.pk)) if state else None
    now = digest(sorted(_state_of(row).items()))
    return known is not None and known != now and row.has_changed()
