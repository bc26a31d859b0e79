"""Every form that takes the number of a record refuses one of elsewhere at its field, without its name.

A new form, or a new field of one, has to be made in ``FORMS``, or the first test says so. The pages of the
office have ``tests.security.test_foreign_choices``.
"""

import ast
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.db import connection
from django.forms import ModelChoiceField
from django.urls import reverse
from rest_framework import serializers

from events.forms import office, organising, requests
from partnership.admin.saved_filters import SavedFilterForm
from reporting.admin.life_forms import VerdictForm
from reporting.forms import OwnVerdictForm
from reporting.models import Report
from reporting.permissions import memberships_heard
from smes.forms import applying, following, reviewing, support
from smes.models import Expression
from tests.security.test_every_number import world  # noqa: F401
from tests.security.test_foreign_choices import Kept, choices_of, refuses

pytestmark = pytest.mark.django_db

APPS = ("common", "partnership", "gateways", "smes", "events", "reporting", "exchange", "website")

OF_THE_OFFICE = {
    "reporting.admin.forms.NarrativeSectionForm",
    "reporting.admin.forms.ReportForm",
}
"""Forms of pages of the office, which the other walk opens."""

OF_EVERYBODY = {"smes.Objective", "partnership.Cluster"}
"""Registers and directories that everybody reads."""


def with_expression(form):
    return lambda own, who: form(expression=own("smes.Expression"))


def with_event(form):
    return lambda own, who: form(event=own("events.Event"))


def with_own_rows(form):
    return lambda own, who: form(
        rows=Expression.objects.filter(partnership=own("partnership.Partnership"))
    )


FORMS = {
    SavedFilterForm: lambda own, who: SavedFilterForm(person=who),
    VerdictForm: lambda own, who: VerdictForm(own("reporting.Report")),
    OwnVerdictForm: lambda own, who: OwnVerdictForm(
        memberships_heard(who, Report.objects.get(pk=own("reporting.Report").pk))
    ),
    applying.CompanyForm: lambda own, who: applying.CompanyForm(own("smes.Expression")),
    applying.MarketsForm: lambda own, who: applying.MarketsForm(own("smes.Expression")),
    applying.WishesForm: lambda own, who: applying.WishesForm(own("smes.Expression")),
    following.CorrectionForm: lambda own, who: following.CorrectionForm(
        instance=own("smes.Expression")
    ),
    reviewing.ListForm: lambda own, who: reviewing.ListForm(
        partnership=own("partnership.Partnership")
    ),
    reviewing.AssignForm: with_expression(reviewing.AssignForm),
    reviewing.AskForm: with_expression(reviewing.AskForm),
    reviewing.ReviewForm: with_expression(reviewing.ReviewForm),
    reviewing.HandOverForm: with_expression(reviewing.HandOverForm),
    reviewing.HandoverForm: with_expression(reviewing.HandoverForm),
    reviewing.BatchForm: with_own_rows(reviewing.BatchForm),
    reviewing.LettersForm: with_own_rows(reviewing.LettersForm),
    support.PlanForm: lambda own, who: support.PlanForm(case=own("smes.SupportCase")),
    office.AssignForm: with_event(office.AssignForm),
    office.DecisionForm: with_event(office.DecisionForm),
    organising.AddForm: with_event(organising.AddForm),
    organising.BlockForm: with_event(organising.BlockForm),
    organising.OrderForm: with_event(organising.OrderForm),
    organising.WishesForm: with_event(organising.WishesForm),
    requests.AskForm: with_event(requests.AskForm),
    requests.TimesForm: with_event(requests.TimesForm),
}
"""How each form is made for somebody of the own partnership."""

MADE_WITHIN = {"common/admin/bulk.py"}
"""Where a field is made within a function, with its test in ``test_foreign_choices``."""

POSTED = [
    ("event_registrations", "events.Registration", "chosen"),
    ("event_delegations", "events.Registration", "chosen"),
    ("event_delegations", "events.Delegation", "delegation"),
    ("event_request_add", "events.Registration", "one"),
    ("event_request_add", "events.Slot", "slot"),
    ("event_request_add", "events.MeetingResource", "resources"),
    ("event_keep_apart", "events.Registration", "other"),
    ("expression_ranking", "smes.Expression", "chosen"),
    ("expression_letters", "smes.Expression", "chosen"),
    ("assign", "partnership.User", "responsible"),
    ("ask", "partnership.User", "reviewer"),
    ("unask", "smes.Review", "review"),
    ("hand-over", "partnership.TargetMarket", "market"),
    ("hand-over", "gateways.Contact", "contact"),
    ("reply", "smes.Handover", "handover"),
    ("recall", "smes.Handover", "handover"),
]
"""What is sent by pages: address or step, the model whose number it is, and the field."""


def every_class(base):
    for kind in base.__subclasses__():
        yield kind
        yield from every_class(kind)


@pytest.fixture(scope="module")
def modules():
    """Everything of the portal, so that each form is known."""
    for app in APPS:
        for module in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            if ".migrations" not in module.name and ".management" not in module.name:
                import_module(module.name)


def test_every_form_that_takes_the_number_of_a_record_is_tried(modules):
    found = {
        kind
        for kind in every_class(forms.BaseForm)
        if kind.__module__.split(".")[0] in APPS
        and kind.__qualname__ == kind.__name__
        and f"{kind.__module__}.{kind.__name__}" not in OF_THE_OFFICE
        and any(isinstance(field, ModelChoiceField) for field in kind.base_fields.values())
    }
    assert found == set(FORMS)


def test_no_field_is_made_where_the_walk_does_not_look():
    within = set()
    for app in APPS:
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            tree = ast.parse(path.read_text())
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef) and any(
                    isinstance(call, ast.Call)
                    and getattr(call.func, "attr", getattr(call.func, "id", ""))
                    in ("ModelChoiceField", "ModelMultipleChoiceField")
                    for call in ast.walk(function)
                ):
                    within.add(path.relative_to(settings.BASE_DIR).as_posix())
    assert within == MADE_WITHIN


def test_the_api_takes_no_number_of_a_record(modules):
    """What it answers names other records by address; it changes none."""
    taken = {
        f"{kind.__name__}.{name}"
        for kind in every_class(serializers.Serializer)
        if kind.__module__.split(".")[0] in APPS
        for name, field in kind._declared_fields.items()
        if isinstance(field, (serializers.RelatedField, serializers.ManyRelatedField))
        and not field.read_only
    }
    assert taken == set()


def test_every_form_refuses_a_record_of_elsewhere_without_its_name(world, modules):  # noqa: F811
    who = world.people["coordinator"]

    def own(label):
        return world.records[label, "own"]

    tried, taken, nothing = set(), set(), set()
    for kind, make in FORMS.items():
        for name, field in choices_of(make(own, who).fields):
            label = field.queryset.model._meta.label
            if label in OF_EVERYBODY:
                continue
            others = [
                record
                for (model, place), record in world.records.items()
                if model == label and place == "foreign"
            ]
            nothing |= set() if others else {label}
            for record in others:
                tried.add((kind.__name__, name))
                if not refuses(field, record):
                    taken.add((kind.__name__, name))
    assert nothing == set()
    assert taken == set()
    assert len(tried) > 30


def errors_of(response, field):
    """Messages at a field of whichever form the page shows again."""
    found = []

    def look(value, depth=0):
        if isinstance(value, forms.BaseForm):
            if value.is_bound and field in value.errors:
                found.extend(value.errors[field])
        elif isinstance(value, dict) and depth < 3:
            for inner in value.values():
                look(inner, depth + 1)

    for context in response.context:
        for layer in context.dicts:
            look(layer)
    return found


@pytest.mark.parametrize(("name", "label", "field"), POSTED)
def test_what_a_page_is_sent_of_elsewhere_is_refused_and_nothing_is_kept(
    client,
    world,  # noqa: F811
    name,
    label,
    field,
):
    client.force_login(world.people["coordinator"])
    partnership = world.records["partnership.Partnership", "own"]
    foreign = world.records[label, "foreign"]
    if name.startswith("event_"):
        address = reverse(name, args=[partnership.slug, world.records["events.Event", "own"].pk])
    elif name.startswith("expression_"):
        address = reverse(name, args=[partnership.slug])
    else:
        number = world.records["smes.Expression", "own"].number
        address = reverse("expression_act", args=[partnership.slug, number, name])
    kept = Kept()
    with connection.execute_wrapper(kept):
        response = client.post(address, {field: str(foreign.pk)})
    assert response.status_code in (400, 422), address
    assert errors_of(response, field)
    assert str(foreign) not in response.text
    assert kept.written == []
