"""The events of an invented partnership, who was there and who met whom."""

from datetime import date, datetime, timedelta
from random import Random

from events.choices import (
    EventKind,
    EventStatus,
    MeetingKind,
    MeetingState,
    ParticipationState,
    RegistrationMode,
    RegistrationState,
)
from events.models import Attendee, Event, Meeting, Participation, Registration
from gateways.models import Organisation
from partnership.models import Partnership, TargetMarket
from reporting.seeding.bulk import link, write
from smes.models import Company

EVENTS = 40
AHEAD = 6
"""Events that are still to come."""
SEATS = 30
"""Participations of an event."""


class EventSeeder:
    """Fills a partnership with events up to today and some ahead."""

    def __init__(
        self,
        partnership: Partnership,
        chance: Random,
        today: date,
        imported: datetime,
        latest: datetime,
    ) -> None:
        self.partnership = partnership
        self.chance = chance
        self.today = today
        self.imported = imported
        self.latest = latest
        self.last_day = min(partnership.end_on, today)

    def fill(
        self,
        markets: list[TargetMarket],
        companies: list[Company],
        third_parties: list[Organisation],
        meetings: int,
    ) -> list[Event]:
        """Events with their markets, participations and exactly so many meetings."""
        events = self._events(markets)
        held = events[: EVENTS - AHEAD]
        self._participations(held, companies, third_parties)
        self._registrations_to_come(events[EVENTS - AHEAD :], companies)
        self._meetings(held, companies, third_parties, meetings)
        return events

    def _events(self, markets: list[TargetMarket]) -> list[Event]:
        kinds = list(EventKind)
        span = max((self.last_day - self.partnership.start_on).days - 2, 0)
        events = []
        for place in range(EVENTS):
            is_ahead = place >= EVENTS - AHEAD
            start = (
                self.today + timedelta(days=9 + 21 * (place - EVENTS + AHEAD))
                if is_ahead
                else self.partnership.start_on + timedelta(days=span * place // EVENTS)
            )
            kind = kinds[place % len(kinds)]
            where = markets[place % len(markets)].label
            events.append(
                Event(
                    partnership=self.partnership,
                    reference=f"E-{place + 1}",
                    name=f"{kind.label.partition(' (')[0]} {place + 1} in {where}",
                    kind=kind,
                    status=EventStatus.PLANNED if is_ahead else EventStatus.HELD,
                    start_on=start,
                    end_on=start + timedelta(days=place % 3),
                    place=f"Capital, {where}",
                    organisers="The consortium",
                    registration_mode=RegistrationMode.OPEN if is_ahead else RegistrationMode.NONE,
                    capacity=80 if is_ahead else None,
                )
            )
        write(events[:-AHEAD], self.imported)
        write(events[-AHEAD:], self.latest)
        pairs = [
            (event.pk, market.pk)
            for place, event in enumerate(events)
            for market in {markets[place % len(markets)], markets[place * place % len(markets)]}
        ]
        link(Event.markets.through, "event", "targetmarket", pairs)
        return events

    def _participations(
        self, held: list[Event], companies: list[Company], third_parties: list[Organisation]
    ) -> None:
        states = [ParticipationState.ATTENDED] * 5 + [ParticipationState.NO_SHOW]
        rows, registrations = [], []
        known: dict[int, Organisation] = {row.pk: row for row in (*companies, *third_parties)}
        for event in held:
            for place, key in enumerate(self.chance.sample(list(known), min(SEATS, len(known)))):
                state = self.chance.choice(states)
                row = Participation(event=event, organisation_id=key, state=state)
                rows.append(row)
                confirmed = RegistrationState.CONFIRMED
                registrations.append(self._registration(event, place + 1, known[key], confirmed))
        write(rows, self.imported)
        for registration, row in zip(registrations, rows, strict=True):
            registration.participation = row
        self._write_registrations(registrations, self.imported)

    def _registrations_to_come(self, ahead: list[Event], companies: list[Company]) -> None:
        waiting = [RegistrationState.REGISTERED, RegistrationState.UNCONFIRMED]
        rows = [
            self._registration(event, place + 1, company, waiting[place % 2])
            for event in ahead
            for place, company in enumerate(
                self.chance.sample(companies, min(SEATS, len(companies)))
            )
        ]
        self._write_registrations(rows, self.latest)

    def _registration(
        self, event: Event, number: int, organisation: Organisation, state: RegistrationState
    ) -> Registration:
        return Registration(
            event=event,
            number=number,
            state=state,
            organisation_name=organisation.name,
            country=organisation.country,
            side=organisation.side,
            kind=organisation.kind,
        )

    def _write_registrations(self, rows: list[Registration], moment: datetime) -> None:
        write(rows, moment)
        people = [
            Attendee(
                registration=row,
                name="Invented person",
                email=f"guest-{row.pk}@{self.partnership.slug}.example",
                is_contact=True,
            )
            for row in rows
        ]
        write(people, moment)

    def _meetings(
        self,
        held: list[Event],
        companies: list[Company],
        third_parties: list[Organisation],
        number: int,
    ) -> None:
        # Two of three events are occasions to meet; most meetings are between businesses.
        places = [event for place, event in enumerate(held) if place % 3]
        states = [MeetingState.HELD] * 8 + [MeetingState.SCHEDULED, MeetingState.NO_SHOW]
        keys = [company.pk for company in companies]
        others = [row.pk for row in third_parties]
        rows = (
            Meeting(
                event=places[place % len(places)],
                kind=MeetingKind.C2C if place % 7 == 0 else MeetingKind.B2B,
                party_a_id=self.chance.choice(keys),
                party_b_id=self.chance.choice(others),
                state=self.chance.choice(states),
            )
            for place in range(number)
        )
        write(rows, self.imported)
