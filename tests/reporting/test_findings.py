"""Findings: recorded against declared, claimed against reported."""

from datetime import date

import pytest

from reporting.models import Report
from reporting.services import find_findings, findings_for
from tests.factories import (
    ClaimFactory,
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    ReportFactory,
    TargetMarketFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def usa():
    return TargetMarketFactory(code="US", country="US", label="USA")


@pytest.fixture
def event(usa):
    return EventFactory(partnership=usa.partnership, markets=[usa], name="Partnering day")


def told(partnership):
    return [(f.code, f.severity, f.message) for f in find_findings(partnership)]


def test_fewer_declared_than_recorded_is_an_error(usa, event):
    MeetingFactory.create_batch(3, event=event)
    figure = DeclaredFigureFactory(
        partnership=usa.partnership, measure="b2b_meetings", market=usa, value=2
    )
    assert told(usa.partnership) == [
        (
            "declared-below-recorded",
            "error",
            "B2B meetings, USA: 2 declared, 3 recorded; fewer declared than recorded.",
        )
    ]
    assert [f.pk for f in findings_for(figure)] == [figure.pk]


def test_more_declared_than_recorded_is_no_finding_where_history_survives_as_a_count(usa, event):
    MeetingFactory(event=event)
    DeclaredFigureFactory(partnership=usa.partnership, measure="b2b_meetings", market=usa, value=9)
    assert told(usa.partnership) == []


def test_a_count_declared_for_an_event_is_held_against_that_events_records(usa, event):
    MeetingFactory.create_batch(2, event=event)
    MeetingFactory(event=EventFactory(partnership=usa.partnership, markets=[usa]))
    DeclaredFigureFactory(
        partnership=usa.partnership, measure="b2b_meetings", market=None, event=event, value=1
    )
    (finding,) = find_findings(usa.partnership)
    assert (finding.claimed, finding.reported) == (1, 2)
    assert finding.message.startswith("B2B meetings, Partnering day: 1 declared, 2 recorded")


def test_a_declared_figure_that_differs_where_everything_is_recorded_is_a_warning(usa, event):
    DeclaredFigureFactory(
        partnership=usa.partnership, measure="preparatory_events", market=usa, value=4
    )
    (finding,) = find_findings(usa.partnership)
    assert (finding.code, finding.severity) == ("declared-differs", "warning")
    assert (finding.claimed, finding.reported) == (4, 1)


@pytest.mark.parametrize(("stated", "findings"), [(1, 0), (2, 1), (0, 1)])
def test_a_claim_is_a_finding_when_it_differs_from_the_reported_figure(
    usa, event, stated, findings
):
    ClaimFactory(partnership=usa.partnership, measure="preparatory_events", value=stated)
    found = find_findings(usa.partnership)
    assert [(f.code, f.claimed, f.reported) for f in found] == [
        ("claim-differs", stated, 1)
    ] * findings


def test_a_claim_for_a_market_is_compared_with_its_row(usa, event):
    other = TargetMarketFactory(partnership=usa.partnership, code="JP", country="JP", label="Japan")
    for market in (usa, other):
        ClaimFactory(
            partnership=usa.partnership, measure="preparatory_events", market=market, value=1
        )
    (finding,) = find_findings(usa.partnership)
    assert finding.message == "Preparatory events, Japan: 1 stated, 0 reported."


def test_a_claim_is_compared_with_what_is_declared_where_something_is(usa):
    DeclaredFigureFactory(partnership=usa.partnership, market=usa, value=143)
    claim = ClaimFactory(partnership=usa.partnership, value=139)
    (finding,) = find_findings(usa.partnership)
    assert (finding.claimed, finding.reported) == (139, 143)
    assert finding.where == "Key Achievements, table A, total row"
    assert findings_for(claim) == [finding]


def test_an_event_that_names_no_market_is_found(usa):
    event = EventFactory(partnership=usa.partnership)
    (finding,) = findings_for(event)
    assert finding.code == "event-without-market"


def test_a_faulty_reference_that_came_by_import_is_found(usa):
    report = ReportFactory(partnership=usa.partnership)
    NarrativeSectionFactory(report=report, text="We held {{ nonsense }}.")
    (finding,) = findings_for(report)
    assert finding.code == "unknown-reference"
    assert "Known: " in finding.message


def test_the_gravest_finding_stands_first(usa, event):
    MeetingFactory.create_batch(2, event=event)
    ClaimFactory(partnership=usa.partnership, measure="preparatory_events", value=5)
    DeclaredFigureFactory(partnership=usa.partnership, measure="b2b_meetings", market=usa, value=1)
    assert [f.severity for f in find_findings(usa.partnership)] == ["error", "warning"]


def test_a_period_of_the_report_decides_what_findings_compare(usa, event):
    ClaimFactory(partnership=usa.partnership, measure="preparatory_events", value=0)
    assert len(find_findings(usa.partnership)) == 1
    Report.objects.create(partnership=usa.partnership, period_start=date(2019, 1, 1))
    assert find_findings(usa.partnership) == ()
