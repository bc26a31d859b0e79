"""The start page tells what waits, and the list behind each line shows just these records."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.timezone import localdate

from events.choices import EventStatus, MeetingState, ParticipationState
from gateways.choices import AgreementStatus
from partnership.choices import RoleKind
from reporting.choices import ReportState
from reporting.jobs.states import JobState
from smes.choices import SupportStatus
from smes.models import SMECase
from tests.factories import (
    AgreementFactory,
    ClusterFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    JobFactory,
    MeetingFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnershipFactory,
    ReportFactory,
    RoleFactory,
    SMECaseFactory,
)
from tests.office import page, signed_in

pytestmark = pytest.mark.django_db

START = reverse("admin:index")


@pytest.fixture(autouse=True)
def _nothing_is_counted():
    cache.clear()


@pytest.fixture
def office(client):
    return signed_in(client)


def lines(client) -> dict[str, int | None]:
    """Number and words of each line of somebody's start page."""
    return {line.words: line.number for line in client.get(START).context["waiting"]}


def days_from_now(days: int) -> date:
    return localdate() + timedelta(days=days)


def quiet_case(days: int, **values) -> SMECase:
    """A case that was entered, and last changed, so many days ago."""
    case = SMECaseFactory(**{"status": SupportStatus.ONGOING, **values})
    moment = datetime.now(UTC) - timedelta(days=days)
    SMECase.objects.filter(pk=case.pk).update(created_at=moment)
    case.history.update(history_date=moment)
    return case


def coordinator(client, partnership):
    client.force_login(RoleFactory(partnership=partnership).person)
    return client


def test_a_portal_in_order_says_that_nothing_waits(office):
    assert "Nothing waits for you. Good work." in office.get(START).content.decode()


def test_a_case_waits_after_sixty_days_without_news(office):
    quiet_case(61)
    quiet_case(59)
    assert lines(office)["case under way without news for 60 days"] == 1


def test_a_change_is_news(office):
    case = quiet_case(61)
    case.refresh_from_db()
    case.next_steps = "Visit in May."
    case.save()
    assert lines(office).get("case under way without news for 60 days") is None


@pytest.mark.parametrize("status", [SupportStatus.COMPLETED, SupportStatus.NO_SUPPORT])
def test_a_case_that_is_not_under_way_does_not_wait(office, status):
    quiet_case(61, status=status)
    assert "case under way without news for 60 days" not in lines(office)


def test_agreements_wait_ninety_days_ahead_and_past_their_end(office):
    for days in (-1, 0, 90, 91):
        AgreementFactory(status=AgreementStatus.SIGNED, valid_until=days_from_now(days))
    AgreementFactory(status=AgreementStatus.ENDED, valid_until=days_from_now(-1))
    found = lines(office)
    assert found["agreements end within 90 days"] == 2
    assert found["agreement has ended and is still marked as signed"] == 1


def test_an_event_that_is_over_waits_until_it_has_a_result(office):
    past = {"status": EventStatus.PLANNED, "start_on": days_from_now(-2)}
    ParticipationFactory(event=EventFactory(**past), state=ParticipationState.REGISTERED)
    ParticipationFactory(event=EventFactory(**past), state=ParticipationState.ATTENDED)
    MeetingFactory(event=EventFactory(**past), state=MeetingState.HELD)
    declared = EventFactory(**past)
    DeclaredFigureFactory(event=declared, market=None, partnership=declared.partnership)
    EventFactory(**{**past, "status": EventStatus.HELD})
    EventFactory(**{**past, "end_on": days_from_now(0)})
    assert lines(office)["event is over and has no results yet"] == 1


def test_reports_and_failed_work_wait(office):
    ReportFactory(state=ReportState.REVIEW)
    JobFactory(report=ReportFactory(state=ReportState.APPROVED), state=JobState.FAILED)
    found = lines(office)
    assert found["report is in review: record what the partners say, then approve it"] == 1
    assert found["report is approved and can be submitted"] == 1
    assert found["piece of background work failed"] == 1


def test_each_line_leads_to_a_list_of_as_many_records(office):
    quiet_case(61)
    quiet_case(70)
    quiet_case(1)
    for days in (-1, 1, 2, 200):
        AgreementFactory(status=AgreementStatus.SIGNED, valid_until=days_from_now(days))
    EventFactory(start_on=days_from_now(-2))
    JobFactory(report=ReportFactory(state=ReportState.REVIEW), state=JobState.FAILED)
    waiting = [line for line in office.get(START).context["waiting"] if "?waiting=" in line.url]
    assert [line.number for line in waiting] == [1, 2, 2, 1, 1, 1]
    for line in waiting:
        assert office.get(line.url).context["cl"].result_count == line.number


def test_a_coordinator_is_told_of_the_own_partnership(client):
    own = quiet_case(61)
    quiet_case(61)
    coordinator(client, own.partnership)
    assert lines(client)["case under way without news for 60 days"] == 1
    shown = client.get(page(SMECase, "changelist"), {"waiting": "no-news"}).context["cl"]
    assert list(shown.result_list) == [own]


def test_partner_staff_are_told_of_what_they_may_change(client):
    partnership = PartnershipFactory()
    home = MembershipFactory(partnership=partnership, cluster=ClusterFactory()).cluster
    company = CompanyFactory(partnership=partnership, cluster=home)
    own = quiet_case(61, company=company, partnership=partnership)
    quiet_case(61, partnership=partnership)
    role = RoleFactory(kind=RoleKind.PARTNER, partnership=partnership, cluster=home)
    client.force_login(role.person)
    assert lines(client) == {"case under way without news for 60 days": 1}
    shown = client.get(page(SMECase, "changelist"), {"waiting": "no-news"}).context["cl"]
    assert list(shown.result_list) == [own]


def test_a_project_officer_looks_on(client):
    case = quiet_case(61)
    role = RoleFactory(kind=RoleKind.OFFICER, partnership=case.partnership)
    client.force_login(role.person)
    assert lines(client)["case under way without news for 60 days"] == 1


def test_findings_are_counted_when_their_list_is_opened_and_told_until_records_change(office):
    case = SMECaseFactory(partnership__acronym="GATE", partnership__slug="gate", main_steps="")
    assert lines(office) == {"findings of GATE are not counted yet": None}
    found = office.get(reverse("findings", args=["gate"])).context["found"]
    (line,) = office.get(START).context["waiting"]
    assert line.number == len(found.open) > 0
    assert line.note == ""
    for part in line.parts:
        shown = office.get(part.url).context["sections"]
        assert part.label.startswith(f"{sum(section.number for section in shown)} ")
    case.save()
    (line,) = office.get(START).context["waiting"]
    assert "records have changed since" in line.note


def test_the_start_page_runs_no_check(office, monkeypatch):
    SMECaseFactory()
    ran = []
    monkeypatch.setattr("reporting.findings._find", lambda scope: ran.append(scope) or iter(()))
    office.get(START)
    assert ran == []


def test_findings_can_be_counted_by_those_who_read_them_alone(client):
    partnership = PartnershipFactory(slug="gate")
    address = reverse("findings_count", args=["gate"])
    assert client.post(address).status_code == 302
    coordinator(client, PartnershipFactory())
    assert client.post(address).status_code == 403
    coordinator(client, partnership)
    assert client.post(address).json()["words"].endswith(partnership.acronym)
    assert client.get(address).status_code == 405


def test_the_start_page_costs_the_same_for_one_of_each_and_for_three(
    office, django_assert_num_queries
):
    def more():
        quiet_case(61)
        AgreementFactory(status=AgreementStatus.SIGNED, valid_until=days_from_now(5))
        EventFactory(start_on=days_from_now(-2))

    # The latest changes are of the same kinds from the second time on.
    more()
    more()
    with django_assert_num_queries(START_QUERIES):
        office.get(START)
    more()
    more()
    with django_assert_num_queries(START_QUERIES):
        office.get(START)


START_QUERIES = 37
"""Session, person, nine kinds of records that wait, partnerships, state of all records, latest changes."""
