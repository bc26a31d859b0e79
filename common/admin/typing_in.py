"""Types values into a form as a browser would, for what is set by a button."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict


def type_in(data: QueryDict, bound: BoundField, value: Any) -> None:
    """Put a value into what is sent for a field, in place of what was sent."""
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    name = bound.html_name
    shown = bound.field.prepare_value(value)
    data.pop(name, None)
    if isinstance(widget, forms.FileInput) or shown is None:
        return
    if isinstance(widget, forms.MultiWidget):
        for place, part in enumerate(widget.decompress(shown) or ()):
            data[f"{name}_{place}"] = "" if part is None else str(part)
    elif isinstance(widget, forms.CheckboxInput):
        if shown:
            data[name] = "on"
    elif isinstance(shown, (list, tuple)):
        data.setlist(name, [str(getattr(entry, "pk", entry)) for entry in shown])
    elif isinstance(widget, forms.Select):
        data[name] = str(getattr(shown, "code", shown))
    else:
        data[name] = widget.format_value(shown) or ""


def filled_in(form: forms.BaseForm) -> QueryDict:
    """What would be sent if nothing of a form were changed."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        type_in(data, form[name], form[name].initial)
    return data
