"""Forms of the office that are sent with numbers of records that somebody may not see.

They are refused at the field, in words that tell nothing of the record, and nothing is kept. Forms of
other pages have ``tests.security.test_foreign_numbers``.
"""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import ModelChoiceField
from django.forms.models import InlineForeignKeyField
from django.test import RequestFactory
from django.urls import reverse

from tests.access.test_matrix import expected
from tests.access.world import model_of
from tests.office import change_page, form_data, page
from tests.reading import NOTED, WRITES
from tests.security.test_every_number import world  # noqa: F401

pytestmark = pytest.mark.django_db

ROLES = ("coordinator", "partner")

OF_EVERYBODY = {
    "partnership.Cluster": "a directory, which every role of the office reads",
    "partnership.ClusterFigures": "of the same directory",
    "partnership.DirectoryTerm": "a register of the programme",
    "partnership.Network": "a register of the programme",
    "partnership.Programme": "above all partnerships",
    "smes.Objective": "a register of the programme",
}
"""Models of which no record is out of sight."""


class Kept:
    """Notes what is written besides what readers may write too."""

    def __init__(self):
        self.written = []

    def __call__(self, execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and found[2] not in NOTED:
            self.written.append(sql[:120])
        return execute(sql, params, many, context)


def out_of_sight(world, role):  # noqa: F811
    """Records that a role may not see, by model."""
    seen = expected(world, role, "V")
    found = {}
    for (label, place), record in world.records.items():
        if place != "shared" and (label, place) not in seen:
            found.setdefault(label, []).append(record)
    return found


def request_of(world, role):  # noqa: F811
    request = RequestFactory().get("/")
    request.user = world.people[role]
    return request


def pages_of(request, label, record):
    """The pages of a model that somebody may save: of a record, and of a new one."""
    model_admin = admin.site._registry[model_of(label)]
    may_change = model_admin.has_change_permission(request, record)
    may_add = model_admin.has_add_permission(request)
    return [*([record] if may_change else []), *([None] if may_add else [])]


def forms_of(request, label, record):
    """The form of a model's page and one of each kind of its rows: prefix, fields."""
    model_admin = admin.site._registry[model_of(label)]
    yield "", model_admin.get_form(request, record, change=record is not None)().fields
    for formset, _ in model_admin.get_formsets_with_inlines(request, record):
        rows = formset(instance=record or model_of(label)())
        yield rows.prefix, rows.empty_form.fields


def choices_of(fields):
    """Fields that take the number of a record."""
    for name, field in fields.items():
        if isinstance(field, ModelChoiceField) and not isinstance(field, InlineForeignKeyField):
            yield name, field


def refuses(field, record):
    """Whether a field refuses a record in words that do not tell its name."""
    many = hasattr(field, "_check_values")
    try:
        field.clean([record.pk] if many else record.pk)
    except ValidationError as error:
        return str(record) not in " ".join(error.messages)
    return False


@pytest.mark.parametrize("role", ROLES)
def test_no_field_of_the_office_takes_a_record_that_is_out_of_sight(world, role):  # noqa: F811
    request, hidden = request_of(world, role), out_of_sight(world, role)
    tried, taken, unknown = set(), set(), set()
    for label, place in expected(world, role):
        for record in pages_of(request, label, world.records[label, place]):
            for prefix, fields in forms_of(request, label, record):
                for name, field in choices_of(fields):
                    target = field.queryset.model._meta.label
                    where = (label, prefix, name)
                    if target in OF_EVERYBODY:
                        continue
                    if target not in hidden:
                        unknown.add((*where, target))
                    for other in hidden.get(target, ()):
                        tried.add(where)
                        if not refuses(field, other):
                            taken.add(where)
    assert unknown == set()
    assert taken == set()
    assert len(tried) > 40


def test_models_of_which_everything_is_seen_have_nothing_out_of_sight(world):  # noqa: F811
    for role in ROLES:
        assert not set(OF_EVERYBODY) & set(out_of_sight(world, role))


def sent_to(request, label, record, hidden):
    """A form with a record of elsewhere in each of its fields, and in a new row of each kind."""
    data, named = {}, {}
    for prefix, fields in forms_of(request, label, record):
        if prefix:
            data |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
        begins = f"{prefix}-0-" if prefix else ""
        for name, field in choices_of(fields):
            others = hidden.get(field.queryset.model._meta.label)
            # The number of a new row is not looked at.
            if others and not (prefix and name == field.queryset.model._meta.pk.name):
                data[f"{begins}{name}"] = str(others[-1].pk)
                named[f"{begins}{name}"] = others[-1]
    return data, named


def test_a_page_of_the_office_refuses_each_record_of_elsewhere_and_keeps_nothing(client, world):  # noqa: F811
    role = "coordinator"
    client.force_login(world.people[role])
    request, hidden = request_of(world, role), out_of_sight(world, role)
    tried = 0
    for label, place in expected(world, role):
        if place not in ("own", "shared"):
            continue
        pages = pages_of(request, label, world.records[label, place])
        if not pages:
            continue
        record = pages[-1]
        data, named = sent_to(request, label, record, hidden)
        if not named:
            continue
        address = change_page(record) if record else page(model_of(label), "add")
        kept = Kept()
        with connection.execute_wrapper(kept):
            response = client.post(address, data)
        assert response.status_code == 200, address
        told = {
            form.add_prefix(name)
            for form in every_form(response)
            for name in form.errors
            if name in form.fields
        }
        assert set(named) <= told, address
        assert kept.written == [], address
        tried += len(named)
    assert tried > 50


def every_form(response):
    yield response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        yield from inline.formset.forms


ROWS = [
    ("partnership.Partnership", "memberships", "partnership.Membership"),
    ("gateways.Organisation", "contacts", "gateways.Contact"),
    ("events.Event", "participations", "events.Participation"),
    ("reporting.Report", "sections", "reporting.NarrativeSection"),
]


@pytest.mark.parametrize(("label", "prefix", "of"), ROWS)
def test_a_row_of_another_record_is_no_row_of_this_one(client, world, label, prefix, of):  # noqa: F811
    client.force_login(world.people["coordinator"])
    record, foreign = world.records[label, "own"], world.records[of, "foreign"]
    own = world.records[of, "own"]
    data = form_data(client.get(change_page(record)))
    key = f"{prefix}-0-id"
    assert data[key] != str(foreign.pk)
    kept = Kept()
    for more in ({}, {f"{prefix}-0-DELETE": "on"}):
        with connection.execute_wrapper(kept):
            response = client.post(change_page(record), data | {key: str(foreign.pk)} | more)
        assert response.status_code == 200
        assert str(foreign) in (str(own), "") or str(foreign) not in response.text
    assert kept.written == []


def test_searched_selects_find_nothing_of_elsewhere(client, world):  # noqa: F811
    role = "coordinator"
    client.force_login(world.people[role])
    request, hidden = request_of(world, role), out_of_sight(world, role)
    asked, found = 0, {}
    for model, model_admin in admin.site._registry.items():
        for name in model_admin.get_autocomplete_fields(request):
            target = model._meta.get_field(name).remote_field.model._meta.label
            if target not in hidden:
                continue
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            answer = client.get(reverse("admin:autocomplete"), {**query, "field_name": name})
            if answer.status_code == 403:
                continue
            asked += 1
            listed = {row["id"] for row in answer.json()["results"]}
            if listed & {str(record.pk) for record in hidden[target]}:
                found[model._meta.label] = name
    assert found == {}
    assert asked > 20


def test_actions_do_nothing_with_records_of_elsewhere(client, world):  # noqa: F811
    role = "coordinator"
    client.force_login(world.people[role])
    request, hidden = request_of(world, role), out_of_sight(world, role)
    tried, told = 0, {}
    for label, records in hidden.items():
        if model_of(label) not in admin.site._registry:
            continue
        model_admin = admin.site._registry[model_of(label)]
        if not model_admin.has_view_permission(request):
            continue
        for action in model_admin.get_actions(request):
            chosen = [record.pk for record in records]
            kept = Kept()
            with connection.execute_wrapper(kept):
                response = client.post(
                    page(model_of(label), "changelist"),
                    {
                        "action": action,
                        "_selected_action": chosen,
                        "post": "yes",
                        "_confirmed": "yes",
                    },
                )
            text = b"".join(response) if response.streaming else response.content
            tried += 1
            if kept.written or any(f">{record}<".encode() in text for record in records):
                told[label, action] = kept.written
    assert told == {}
    assert tried > 30


def test_changes_of_many_offer_only_what_everybody_reads():
    """A relation to anything else needs a test of its own here."""
    offered = {
        model._meta.get_field(change.field).remote_field.model._meta.label
        for model, model_admin in admin.site._registry.items()
        for change in getattr(model_admin, "bulk_changes", ())
        if change.value is None and model._meta.get_field(change.field).remote_field
    }
    assert offered == {"partnership.Cluster"}
    assert offered <= set(OF_EVERYBODY)
