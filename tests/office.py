"""How tests work in the coordination office: sign in, open a form, fill it in, send it."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory

from tests import factories

FACTORIES: dict[type[Model], type[DjangoModelFactory]] = {
    made._meta.model: made
    for made in vars(factories).values()
    if isinstance(made, type) and issubclass(made, DjangoModelFactory)
}
"""The factory of every model."""


def signed_in(client: Client) -> Client:
    """The client of an administrator."""
    client.force_login(factories.UserFactory(administrator=True, email="office@example.org"))
    return client


def page(model: type[Model], name: str, *args: Any) -> str:
    """The address of a model's page: changelist, add, change, history or delete."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def change_page(record: Model) -> str:
    """The address of a record's page."""
    return page(type(record), "change", record.pk)


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send if nothing of the shown form were changed."""
    forms = [response.context["adminform"].form]
    data: dict[str, Any] = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            data[field.html_name] = _sent(field.value())
    return {name: value for name, value in data.items() if value is not None}


def _sent(value: Any) -> Any:
    if value is None or value is False:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [getattr(entry, "pk", entry) for entry in value]
    return "on" if value is True else str(value)


def send(client: Client, address: str, **changes: Any) -> Any:
    """Open a form, change some fields and save it; ``inline__0__field`` names a row's field."""
    data = form_data(client.get(address))
    for name, value in changes.items():
        key = name.replace("__", "-")
        if value is None:
            data.pop(key, None)
        else:
            data[key] = value
    return client.post(address, data)


def rows(prefix: str, *typed: dict[str, str], after: int = 0) -> dict[str, str]:
    """New rows of an inline, as changes for `send`; ``after`` rows are there already."""
    changes = {
        f"{prefix}__{after + number}__{name}": value
        for number, row in enumerate(typed)
        for name, value in row.items()
    }
    return {**changes, f"{prefix}__TOTAL_FORMS": str(after + len(typed))}


def errors(response: Any) -> dict[str, list[str]]:
    """The messages at the fields of the form that is shown again."""
    assert response.status_code == 200, f"the form was accepted ({response.status_code})"
    return dict(response.context["adminform"].form.errors)


def row_errors(response: Any, prefix: str) -> list[dict[str, list[str]]]:
    """The messages at the rows of one inline of the form that is shown again."""
    assert response.status_code == 200, f"the form was accepted ({response.status_code})"
    for inline in response.context["inline_admin_formsets"]:
        if inline.formset.prefix == prefix:
            return [dict(found) for found in inline.formset.errors]
    raise AssertionError(f"There is no inline {prefix}.")
