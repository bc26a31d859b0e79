"""Conditions that are worked out here answer as the database does."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from events.models import DeclaredFigure, Event, Meeting
from exchange.drafts import Draft
from exchange.identities import IDENTITIES
from exchange.rules import checks_of, holds_for, names_in, uniques_of
from gateways.models import Agreement
from partnership.models import ClusterFigures, Membership, TargetMarket
from reporting.models import Claim, Report
from smes.models import ClusterCase, Company, SMECase

pytestmark = pytest.mark.django_db

DAYS = (None, date(2018, 1, 1), date(2019, 1, 1))
KEYS = (None, 1, 2)
VALUES = {
    Event: {"start_on": DAYS, "end_on": DAYS},
    Membership: {"joined_on": DAYS, "left_on": DAYS},
    Agreement: {
        "signed_on": DAYS,
        "valid_until": DAYS,
        "document_confidentiality": ("open", "hidden from public", "", "wrong"),
    },
    Meeting: {"party_a_id": KEYS, "party_b_id": KEYS},
    DeclaredFigure: {
        "value": (-1, 0, 5),
        "market_id": KEYS,
        "event_id": KEYS,
        "is_for_all_markets": (True, False),
    },
    Claim: {"value": (-1, 0), "market_id": KEYS, "is_for_all_markets": (True, False)},
    TargetMarket: {"code": ("ALL", "US", "")},
    ClusterFigures: {
        "total_investment": (None, Decimal(-1), Decimal(0), Decimal("2.5")),
        "public_aid": (None, Decimal(-1)),
    },
    Company: {
        "turnover": (None, Decimal(-1), Decimal(3)),
        "balance_sheet_total": (None, Decimal(-1)),
        "confidentiality": ("open", "wrong"),
    },
    ClusterCase: {
        "market_id": KEYS,
        "is_for_all_markets": (True, False),
        "type": (0, 1, 4, 5),
        "number": (0, 1),
        "in_overview": (True, False),
        "in_details": (True, False),
    },
    SMECase: {"type": (0, 1), "number": (0, 2), "confidentiality": ("open", "wrong")},
    Report: {
        "kind": ("interim", "final"),
        "key": ("final", "interim-1"),
        "period_start": DAYS,
        "period_end": DAYS,
    },
}


def rows(model):
    values = VALUES[model]
    for combination in product(*values.values()):
        yield model(**dict(zip(values, combination, strict=True)))


def django_says(check, row):
    try:
        models.CheckConstraint.validate(check, type(row), row)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("model", list(VALUES), ids=lambda model: model.__name__)
def test_each_condition_holds_where_django_says_so(model):
    checks = checks_of(model)
    assert checks
    for row in rows(model):
        for check in checks:
            assert (holds_for(check.condition, row) is not False) is django_says(check, row), (
                check.name,
                vars(row),
            )


@pytest.mark.parametrize("model", [*IDENTITIES, Company], ids=lambda model: model.__name__)
def test_every_rule_of_a_record_is_understood_without_the_database(
    model, django_assert_num_queries
):
    row = model()
    with django_assert_num_queries(0):
        for check in checks_of(model):
            holds_for(check.condition, row)
            assert names_in(check.condition)
        for rule in uniques_of(model):
            rule.key(row)


def test_rules_do_not_ask_about_cells_that_could_not_be_read():
    draft = Draft(Event(), is_new=True, faulty={"start_on"})
    check = next(each for each in checks_of(Event) if each.name == "event_end_not_before_start")
    assert draft.faulty & names_in(check.condition) == {"start_on"}
