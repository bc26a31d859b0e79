"""Pages of participants: catalogue, profiles, requests and times."""

import pytest
from django.urls import reverse

from common.links import PrivateLinks
from events.choices import MeetingState, Priority, RegistrationState
from events.models import Meeting
from events.services.requests import ask_for_meeting
from tests.factories import ConsentTextFactory
from tests.factories.events import BlockedPairFactory, EventFactory, MeetingResourceFactory

pytestmark = pytest.mark.django_db

PAGES = (
    "registration_catalogue",
    "registration_requests",
    "registration_times",
    "registration_agenda",
    "registration_agenda_paper",
    "registration_agenda_calendar",
    "registration_agenda_feed",
)


def address(registration, name, *more):
    return reverse(name, args=[registration.link, *more])


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def ask(us, them, **more):
    return ask_for_meeting(registration=us, other=them, priority=Priority.MEDIUM, **more)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_private(client, join, name):
    response = client.get(address(join("Us"), name))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize("name", PAGES)
def test_a_forged_link_leads_nowhere(client, name):
    forged = PrivateLinks("other").make(1, 1)
    assert client.get(reverse(name, args=[forged])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_confirmed_reads_what_to_wait_for(client, join, name):
    us = join("Us", state=RegistrationState.REGISTERED)
    assert "opens once your registration is confirmed" in text(client.get(address(us, name)), 403)


def test_an_event_without_meetings_has_no_such_pages(client, join):
    us = join("Us", event=EventFactory())
    assert client.get(address(us, "registration_catalogue")).status_code == 404


# The catalogue -----------------------------------------------------------------------------------


def test_the_catalogue_suggests_with_a_reason_in_words(client, join):
    us = join("Us", seeks=["Diagnostics"], offers=["Clinical trials"])
    join("Lab", country="JP", offers=["Diagnostic kits"], seeks=["Trials"])
    join("Else", country="JP", offers=["Wood"])
    page = text(client.get(address(us, "registration_catalogue")))
    suggested = page[page.index("They may suit you") : page.index("Everybody")]
    assert "They offer “Diagnostic”, which you seek." in suggested
    assert "They seek “Trials”, which you offer." in suggested
    assert "Else" not in suggested
    assert "Japan" in page


def test_the_reason_speaks_the_language_of_the_page(client, join):
    us = join("Us", seeks=["Diagnostics"])
    join("Lab", country="JP", offers=["Diagnostics"])
    page = text(client.get(f"/de{address(us, 'registration_catalogue')}"))
    assert "Sie bieten „Diagnostics“, das suchen Sie." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sensor", ["Optics"]),
        ("q=SENSORS+optics", ["Optics"]),
        ("q=munchen", ["Zeta"]),
        ("country=JP", ["Zeta"]),
        ("side=eu_sme", ["Alpha", "Optics"]),
        ("kind=cluster", ["Zeta"]),
        ("q=nothing", []),
        ("country=XX", ["Alpha", "Optics", "Zeta"]),
    ],
)
def test_the_catalogue_is_searched_and_filtered(client, join, query, found):
    us = join("Us")
    join("Optics", offers=["Sensors for light"])
    join("Alpha", country="FR", seeks=["Money"])
    join("Zeta", country="JP", kind="cluster", profile="Wir kommen nicht aus München.")
    page = text(client.get(f"{address(us, 'registration_catalogue')}?{query}"))
    everybody = page[page.index('id="everybody"') :]
    assert [name for name in ("Alpha", "Optics", "Zeta") if name in everybody] == found


def test_no_address_and_no_number_is_shown(client, join):
    us, them = join("Us"), join("Them", country="JP")
    for page in (
        address(us, "registration_catalogue"),
        address(us, "registration_participant", them.number),
    ):
        shown = text(client.get(page))
        assert "them@example.org" not in shown
        assert "+49 000 111" not in shown
    assert "Person of Them" in shown


def test_who_is_outside_reads_nobody_and_may_enter(client, join):
    text_of_it = ConsentTextFactory(key="event-catalogue", version=2, text="We agree to be listed.")
    us = join("Us", is_in_catalogue=False)
    join("Them")
    page = address(us, "registration_catalogue")
    shown = text(client.get(page))
    assert "Them" not in shown
    assert "We agree to be listed." in shown
    entering = address(us, "registration_catalogue_enter")
    assert "Tick the box if you agree" in text(client.post(entering), 422)
    us.refresh_from_db()
    assert not us.is_in_catalogue
    assert client.post(entering, {"agreed": "1"}).status_code == 302
    us.refresh_from_db()
    assert (us.is_in_catalogue, us.catalogue_text) == (True, text_of_it)
    assert "Them" in text(client.get(page))
    assert client.post(address(us, "registration_catalogue_leave")).status_code == 302
    us.refresh_from_db()
    assert (us.is_in_catalogue, us.catalogue_text) == (False, None)


def test_the_catalogue_costs_the_same_for_few_and_many(client, join, django_assert_num_queries):
    us = join("Us", seeks=["Diagnostics"])
    join("First", offers=["Diagnostics"])
    page = address(us, "registration_catalogue")
    for more in (30, 0):
        with django_assert_num_queries(4):  # registration, participants, own meetings, to answer
            text(client.get(page))
        for number in range(more):
            join(f"P{number}", offers=["Diagnostics"])
    assert "Page 1 of 2" in text(client.get(page))
    assert "P9" in text(client.get(f"{page}?page=2"))


# Profiles ----------------------------------------------------------------------------------------


def test_a_participant_is_asked_from_its_profile(client, event, join):
    interpreter = MeetingResourceFactory(event=event, name="Interpreter")
    us, them = join("Us"), join("Them", country="JP")
    page = address(us, "registration_participant", them.number)
    assert "Interpreter" in text(client.get(page))
    sent = client.post(
        address(us, "registration_ask", them.number),
        {"ask-priority": "3", "ask-message": "Your kits", "ask-resources": [interpreter.pk]},
    )
    assert sent.status_code == 302
    assert sent["Location"].endswith("?done=asked")
    meeting = Meeting.objects.get()
    assert (meeting.priority, meeting.message) == (3, "Your kits")
    assert "Ask for a meeting" not in text(client.get(page))


def test_what_was_typed_stays_where_something_is_wrong(client, event, join):
    us, them = join("Us"), join("Them")
    asking = address(us, "registration_ask", them.number)
    page = text(client.post(asking, {"ask-priority": "3", "ask-message": "x" * 1001}), 422)
    assert "Keep it below 1000 characters" in page
    assert "x" * 1001 in page
    event.matchmaking.request_limit = 0
    event.matchmaking.save()
    page = text(client.post(asking, {"ask-priority": "3", "ask-message": "Why not"}), 422)
    assert "You may ask for 0 meetings" in page
    assert "Why not" in page
    page = text(client.post(asking, {"ask-message": "Why not"}), 422)
    assert "Choose how important the meeting is to you." in page


def test_profiles_of_hidden_blocked_and_foreign_participants_are_not_there(client, event, join):
    us, hidden, blocked = join("Us"), join("Hidden", is_in_catalogue=False), join("Blocked")
    BlockedPairFactory(event=event, one=us.organisation, other=blocked.organisation)
    for number in (hidden.number, blocked.number, us.number, 9999):
        assert client.get(address(us, "registration_participant", number)).status_code == 404
        asked = client.post(address(us, "registration_ask", number), {"ask-priority": "3"})
        assert asked.status_code in (404, 422)
        assert "Hidden" not in asked.content.decode()
    assert not Meeting.objects.exists()


def test_who_asks_us_is_read_also_outside_the_catalogue(client, join):
    us, them = join("Us"), join("Them", profile="We are known for lenses.")
    ask(them, us)
    us.is_in_catalogue = False
    us.save()
    page = text(client.get(address(us, "registration_participant", them.number)))
    assert "known for lenses" in page
    assert "Person of Them" not in page


def test_a_profile_costs_the_same_always(client, event, join, django_assert_num_queries):
    event.matchmaking.request_limit = 5
    event.matchmaking.save()
    us, them = join("Us"), join("Them")
    MeetingResourceFactory.create_batch(3, event=event)
    # registration, other one, meeting, requests used, persons, to answer, resources (2)
    with django_assert_num_queries(8):
        text(client.get(address(us, "registration_participant", them.number)))


# Requests ----------------------------------------------------------------------------------------


def test_requests_stand_by_what_is_to_be_done(client, join):
    us = join("Us")
    for name in ("Asks us", "Asked by us", "Agreed with us", "Declined us"):
        join(name, country="JP")
    by_name = {row.organisation_name: row for row in us.event.registrations.all()}
    ask(by_name["Asks us"], us, message="Because of lenses")
    ask(us, by_name["Asked by us"])
    agreed = ask(us, by_name["Agreed with us"])
    declined = ask(us, by_name["Declined us"])
    Meeting.objects.filter(pk=agreed.pk).update(state=MeetingState.ACCEPTED)
    Meeting.objects.filter(pk=declined.pk).update(state=MeetingState.DECLINED, answer="No time")
    page = text(client.get(address(us, "registration_requests")))
    order = [
        page.index(mark)
        for mark in (
            "They would like to meet you",
            "Because of lenses",
            ">Agreed with us<",
            "You wait for their answer",
            ">Asked by us<",
            "They have declined.",
        )
    ]
    assert order == sorted(order)
    assert "No time" in page


def test_a_request_is_answered_on_the_page(client, join):
    us, them = join("Us"), join("Them")
    meeting = ask(them, us)
    answer = address(us, "registration_request_step", meeting.pk, "answer")
    m = f"m{meeting.pk}"
    page = text(client.post(answer, {"step": "accept", f"{m}-answer": "Gladly"}), 422)
    assert "Gladly" in page
    assert "Choose how important the meeting is to you." in page
    done = client.post(answer, {"step": "accept", f"{m}-priority": "1", f"{m}-answer": "Gladly"})
    assert done["Location"].endswith("?done=accept")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.priority_back, meeting.answer) == ("accepted", 1, "Gladly")
    done = client.post(answer, {"step": "decline", f"{m}-answer": "Sorry"})
    assert done["Location"].endswith("?done=decline")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.answer) == ("declined", "Sorry")
    page = text(client.post(answer, {"step": "decline", f"{m}-answer": "Sorry"}), 409)
    assert "This request was answered or withdrawn meanwhile." in page


def test_a_request_is_withdrawn_on_the_page(client, join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    step = address(us, "registration_request_step", meeting.pk, "withdraw")
    assert client.post(step)["Location"].endswith("?done=withdraw")
    meeting.refresh_from_db()
    assert meeting.state == "withdrawn"


def test_requests_of_others_are_out_of_reach(client, join):
    us, one, other = join("Us"), join("One"), join("Other")
    meeting = ask(one, other)
    for step in ("answer", "withdraw"):
        answer = client.post(address(us, "registration_request_step", meeting.pk, step))
        assert answer.status_code == 404
    assert client.get(
        address(us, "registration_request_step", meeting.pk, "answer")
    ).status_code in (404, 405)


def test_the_requests_cost_the_same_for_one_and_many(client, join, django_assert_num_queries):
    us = join("Us")
    ask(join("First"), us)
    page = address(us, "registration_requests")
    for more in (4, 0):
        # registration, meetings, resources, participants, to answer
        with django_assert_num_queries(5):
            text(client.get(page))
        for number in range(more):
            ask(join(f"P{number}"), us)
            ask(us, join(f"Q{number}"))


# Times -------------------------------------------------------------------------------------------


def test_times_are_told_in_the_zone_of_the_event_and_kept(client, join, slots):
    us = join("Us", country="DE")
    page = address(us, "registration_times")
    shown = text(client.get(page))
    assert "09:00–09:20" in shown
    assert "All times are those of Tokyo." in shown
    assert "02:00" in shown  # in Berlin
    sent = client.post(page, {"away": [slots[0].pk, slots[2].pk], "meeting_limit": "4"})
    assert sent["Location"].endswith("?done=times")
    us.refresh_from_db()
    assert (set(us.away.all()), us.meeting_limit) == ({slots[0], slots[2]}, 4)
    assert text(client.get(page)).count("checked") == 2


def test_wrong_times_are_told_and_ticks_stay(client, join, slots):
    us = join("Us", country="JP")
    page = address(us, "registration_times")
    shown = text(client.post(page, {"away": [slots[0].pk], "meeting_limit": "0"}), 422)
    assert "Enter 1 or more, or leave it empty." in shown
    assert shown.count("checked") == 1
    Meeting.objects.filter(pk=ask(us, join("Them")).pk).update(state="scheduled", slot=slots[0])
    shown = text(client.post(page, {"away": [slots[0].pk]}), 409)
    assert "You have a meeting at 09:00 already." in shown


def test_times_cost_the_same_always(client, join, slots, django_assert_num_queries):
    us = join("Us")
    with django_assert_num_queries(4):  # registration, away, slots, to answer
        text(client.get(address(us, "registration_times")))


def test_nobody_floods_others_and_nothing_typed_is_lost(client, join, settings):
    settings.EVENT_RATE_LIMITS = {**settings.EVENT_RATE_LIMITS, "write": "1/10m/key"}
    us, one, two = join("Us"), join("One"), join("Two")
    typed = {"ask-priority": "3", "ask-message": "Kept words"}
    assert client.post(address(us, "registration_ask", one.number), typed).status_code == 302
    page = text(client.post(address(us, "registration_ask", two.number), typed), 429)
    assert "Kept words" in page
    assert "Wait a few minutes" in page
    meeting = Meeting.objects.get()
    step = address(us, "registration_request_step", meeting.pk, "withdraw")
    assert "Wait a few minutes" in text(client.post(step), 429)
    meeting.refresh_from_db()
    assert meeting.state == "requested"
