"""What a list of the office costs a coordinator does not depend on other partnerships."""

import pytest
from django.db import connection
from django.db.models.sql import compiler
from django.test.utils import CaptureQueriesContext

from events.models import Attendee, Event, Meeting, Participation, Registration
from gateways.models import Agreement, Organisation
from partnership.models import Membership, TargetMarket
from reporting.models import Report
from smes.models import ClusterCase, Company, Expression, SMECase
from tests.factories import PartnershipFactory, ReportFactory, RoleFactory
from tests.factories.events import AttendeeFactory, EventFactory, RegistrationFactory
from tests.factories.expressions import ExpressionFactory
from tests.office import page
from tests.reporting.filling import fill

pytestmark = pytest.mark.django_db

LISTS = (
    *(Membership, TargetMarket, Organisation, Agreement, Company, Expression, SMECase, ClusterCase),
    *(Event, Participation, Meeting, Registration, Attendee, Report),
)


@pytest.fixture
def rows_read(monkeypatch):
    """How many rows the database has given, by asking for all that Django fetches."""
    read = []
    cursor_iter = compiler.cursor_iter

    def counted(*args, **kwargs):
        for rows in cursor_iter(*args, **kwargs):
            read.append(len(rows))
            yield rows

    monkeypatch.setattr(compiler, "cursor_iter", counted)
    return read


def filled():
    partnership = PartnershipFactory()
    fill(partnership, 2)
    ReportFactory(partnership=partnership)
    ExpressionFactory(partnership=partnership)
    AttendeeFactory(registration=RegistrationFactory(event=EventFactory(partnership=partnership)))
    return partnership


def cost(client, rows_read, query):
    found = {}
    for model in LISTS:
        rows_read.clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page(model, "changelist"), query)
        assert response.status_code == 200, model
        found[model] = len(captured), sum(rows_read)
    return found


@pytest.mark.parametrize("query", [{}, {"q": "example"}])
def test_lists_of_a_coordinator_read_no_more_where_there_are_more_partnerships(
    client, rows_read, query
):
    own = filled()
    client.force_login(RoleFactory(partnership=own).person)
    cost(client, rows_read, query)  # content types are looked up once
    few = cost(client, rows_read, query)
    for _ in range(2):
        filled()
    assert cost(client, rows_read, query) == few
