"""Entering events, participations, meetings and declared figures in the office."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.formsets import GONE
from events.models import DeclaredFigure, Event, ProgrammeItem
from tests.factories import (
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProgrammeItemFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, form_data, page, row_errors, rows, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return signed_in(client)


def entered(**changes):
    """An event as somebody types it."""
    market = TargetMarketFactory(label="USA")
    typed = {
        "partnership": str(market.partnership_id),
        "name": "Partnering day",
        "kind": "B2B",
        "status": "planned",
        "start_on": "2018-06-01",
        "markets": [str(market.pk)],
    }
    return {**typed, **changes}


def declared(**changes):
    """A figure of an event as somebody types it."""
    return {"measure": "c2c_meetings", "value": "17", "source": "Report", **changes}


def test_an_event_is_entered_with_its_markets(office):
    assert send(office, page(Event, "add"), **entered()).status_code == 302
    assert [market.label for market in Event.objects.get().markets.all()] == ["USA"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        (
            "end_on",
            "2018-05-31",
            "The end lies before the start. Enter a later end or an earlier start.",
        ),
        ("start_on", "", "Enter the day, or mark the event as held if its day is not known."),
        ("name", "", "Enter the name."),
        ("kind", "", "Choose the kind."),
    ],
)
def test_an_event_that_does_not_fit_says_what_to_enter(office, field, typed, message):
    response = send(office, page(Event, "add"), **entered(**{field: typed}))
    assert errors(response) == {field: [message]}
    assert response.context["adminform"].form["kind"].value() == ("" if field == "kind" else "B2B")


def test_a_market_of_another_partnership_is_refused_by_its_name(office):
    stranger = TargetMarketFactory(label="Japan")
    response = send(office, page(Event, "add"), **entered(markets=[str(stranger.pk)]))
    assert errors(response) == {
        "markets": ["“Japan” belongs to another partnership. Choose from this partnership."]
    }


def test_an_event_gets_its_rows_once_it_is_saved(office):
    assert office.get(page(Event, "add")).context["inline_admin_formsets"] == []
    shown = office.get(change_page(EventFactory())).context["inline_admin_formsets"]
    assert [inline.formset.prefix for inline in shown] == [
        "programme",
        "declared_figures",
        "participations",
        "meetings",
    ]


def test_a_figure_declared_for_an_event_belongs_to_its_partnership_and_to_who_entered_it(office):
    event = EventFactory(is_for_all_markets=True)
    response = send(office, change_page(event), **rows("declared_figures", declared()))
    assert response.status_code == 302
    figure = DeclaredFigure.objects.get()
    assert figure.partnership == event.partnership
    assert figure.entered_by.email == "office@example.org"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("value", "-1", "A figure cannot be below zero. Enter 0 or more."),
        ("value", "many", "Enter a whole number."),
        ("source", "", "Enter the source."),
        ("measure", "", "Choose the measure."),
    ],
)
def test_a_figure_of_an_event_that_does_not_fit_is_told_in_its_row(office, field, typed, message):
    response = send(
        office,
        change_page(EventFactory()),
        **rows("declared_figures", declared(**{field: typed})),
    )
    assert row_errors(response, "declared_figures") == [{field: [message]}]


def test_the_same_figure_twice_for_an_event_is_refused_at_the_second(office):
    response = send(
        office, change_page(EventFactory()), **rows("declared_figures", declared(), declared())
    )
    assert row_errors(response, "declared_figures")[1] == {
        "measure": ["This figure is already declared there. Change that one instead."]
    }


def test_an_organisation_twice_on_the_list_of_an_event_is_refused_at_the_second(office):
    event = EventFactory()
    guest = OrganisationFactory(partnership=event.partnership)
    typed = {"organisation": str(guest.pk), "state": "attended"}
    response = send(office, change_page(event), **rows("participations", typed, typed))
    assert row_errors(response, "participations")[1] == {
        "organisation": ["This organisation is already on the list of the event."]
    }


def test_a_guest_of_another_partnership_is_refused_in_its_row(office):
    stranger = OrganisationFactory(name="Elsewhere")
    typed = {"organisation": str(stranger.pk), "state": "attended"}
    response = send(office, change_page(EventFactory()), **rows("participations", typed))
    assert row_errors(response, "participations") == [
        {
            "organisation": [
                "“Elsewhere (US)” belongs to another partnership. Choose from this partnership."
            ]
        }
    ]


def test_a_guest_of_another_partnership_is_refused_on_the_page_of_the_participation_too(office):
    stranger = OrganisationFactory(name="Elsewhere")
    response = send(office, change_page(ParticipationFactory()), organisation=str(stranger.pk))
    assert errors(response) == {
        "organisation": [
            "“Elsewhere (US)” belongs to another partnership. Choose from this partnership."
        ]
    }


def test_a_meeting_with_itself_is_refused(office):
    meeting = MeetingFactory()
    response = send(office, change_page(meeting), party_b=str(meeting.party_a_id))
    assert errors(response) == {"party_b": ["A meeting needs two different organisations."]}


def test_a_declared_figure_is_kept_with_who_entered_it(office):
    market = TargetMarketFactory()
    response = send(
        office,
        page(DeclaredFigure, "add"),
        partnership=str(market.partnership_id),
        market=str(market.pk),
        **declared(),
    )
    assert response.status_code == 302
    assert DeclaredFigure.objects.get().entered_by.email == "office@example.org"


def test_a_correction_of_a_declared_figure_leaves_who_entered_it(office):
    figure = DeclaredFigureFactory()
    send(office, change_page(figure), value="11")
    figure.refresh_from_db()
    assert (figure.value, figure.entered_by) == (11, None)
    assert figure.history.latest().history_user.email == "office@example.org"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"value": "-1"}, {"value": ["A figure cannot be below zero. Enter 0 or more."]}),
        (
            {"is_for_all_markets": "on"},
            {"market": ["Choose either an event, or a market, or the row of all markets."]},
        ),
        (
            {"market": ""},
            {"market": ["Choose the market or the event that the figure belongs to."]},
        ),
    ],
)
def test_a_declared_figure_that_does_not_fit_says_why(office, changes, refused):
    assert errors(send(office, change_page(DeclaredFigureFactory()), **changes)) == refused


def test_an_unknown_figure_is_refused_with_the_known_ones(office):
    response = send(office, change_page(DeclaredFigureFactory()), measure="meetings_c2c")
    (message,) = errors(response)["measure"]
    assert message.startswith("“meetings_c2c” is no known figure.")
    assert "c2c_meetings" in message


@pytest.mark.parametrize("factory", [ParticipationFactory, MeetingFactory])
def test_the_page_of_an_event_costs_the_same_for_one_row_and_for_three(office, factory):
    event = factory().event
    office.get(change_page(event))
    with CaptureQueriesContext(connection) as one:
        office.get(change_page(event))
    factory.create_batch(2, event=event)
    office.get(change_page(event))  # its findings are counted once
    with CaptureQueriesContext(connection) as three:
        office.get(change_page(event))
    assert len(one) == len(three)


def test_the_history_of_an_event_tells_who_changed_what(office):
    event = EventFactory(place="Boston", is_for_all_markets=True)
    send(office, change_page(event), place="Kobe")
    latest = event.history.filter(place="Kobe").latest()
    assert latest.history_user.email == "office@example.org"
    assert latest.prev_record.place == "Boston"


@pytest.mark.parametrize(
    ("single", "all_at_once", "message"),
    [
        (True, True, "Choose single markets or tick “all target markets”; not both."),
        (
            False,
            False,
            "Choose the markets that the event addresses, or tick “all target markets”.",
        ),
    ],
)
def test_an_event_addresses_single_markets_or_all_of_them(office, single, all_at_once, message):
    event = EventFactory(is_for_all_markets=True)
    market = TargetMarketFactory(partnership=event.partnership)
    typed = {"markets": [market.pk] if single else []}
    typed |= {"is_for_all_markets": "on" if all_at_once else ""}
    response = send(office, change_page(event), **typed)
    assert response.context["adminform"].form.errors == {"markets": [message]}


def test_a_row_that_somebody_else_deleted_meanwhile_is_told(office):
    meeting = MeetingFactory()
    address = change_page(meeting.event)
    typed = form_data(office.get(address))
    meeting.delete()
    response = office.post(address, typed)
    (told,) = [
        inline.formset.non_form_errors()
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == "meetings"
    ]
    assert told == [GONE]
    assert GONE in response.content.decode()


def test_hours_are_typed_and_shown_in_the_time_zone_of_the_event(office):
    event = EventFactory(time_zone="Asia/Tokyo", start_on=date(2027, 1, 6), is_for_all_markets=True)
    item = ProgrammeItemFactory(
        event=event,
        starts_at=datetime(2027, 1, 6, 0, 0, tzinfo=UTC),
        ends_at=datetime(2027, 1, 6, 1, 0, tzinfo=UTC),
    )
    for address in (change_page(event), change_page(item)):
        shown = office.get(address).content.decode()
        assert 'value="09:00:00"' in shown
        assert 'value="01:00:00"' not in shown
    typed = {
        "event": event.pk,
        "kind": "session",
        "title": "Afternoon",
        "starts_at_0": "2027-01-06",
        "starts_at_1": "14:00",
        "ends_at_0": "2027-01-06",
        "ends_at_1": "15:00",
    }
    assert office.post(page(ProgrammeItem, "add"), typed).status_code == 302
    added = ProgrammeItem.objects.get(title="Afternoon")
    assert added.starts_at == datetime(2027, 1, 6, 5, 0, tzinfo=UTC)
