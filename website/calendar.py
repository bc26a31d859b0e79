"""The events of a partnership: what comes, and what has been."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from events.choices import EventStatus
from events.door import Door, door_of
from events.entries import entry_of, versions_of
from events.hours import Day, When, days_of, when_of, zones_of
from events.ics import CalendarEntry, calendar_file
from events.models import Event
from partnership.models import Partnership, TargetMarket
from website.disclosed import Disclosed, Text
from website.exceptions import UnknownPage


@dataclass(frozen=True)
class ShownEvent:
    """An event as the public may read of it."""

    pk: int
    name: str
    kind: str
    place: str
    start_on: date | None
    end_on: date | None
    organisers: list[str]
    is_cancelled: bool
    is_over: bool
    is_for_all_markets: bool
    markets: list[TargetMarket]


@dataclass(frozen=True)
class EventPage:
    """All that the public may read of one event."""

    event: ShownEvent
    when: When
    description: Text
    co_organisers: list[str]
    host_event: str
    series: str
    others: list[ShownEvent]
    """Further events of the series."""
    days: list[Day]
    door: Door


@dataclass(frozen=True)
class Calendar:
    """Events to come, the next one first, and past ones, the last one first."""

    coming: list[ShownEvent] = field(default_factory=list)
    past: list[ShownEvent] = field(default_factory=list)


def public_events(partnership: Partnership) -> QuerySet[Event]:
    """The events of a partnership that the public may know of."""
    return Event.objects.filter(partnership=partnership, is_public=True)


def calendar_of(partnership: Partnership, told: Disclosed) -> Calendar:
    """All public events of a partnership. Two queries."""
    return _calendar(public_events(partnership), told)


def calendar_of_market(market: TargetMarket, told: Disclosed) -> Calendar:
    """The public events that address a market, or all of them. Two queries."""
    own = Event.objects.filter(partnership=market.partnership_id, is_public=True)
    here = own.filter(Q(markets=market) | Q(is_for_all_markets=True))
    return _calendar(here.distinct(), told)


def get_event(partnership: Partnership, pk: int, told: Disclosed) -> EventPage:
    """The page of an event; raises ``UnknownPage``. Up to six queries."""
    event = _find(partnership, pk)
    today = timezone.localdate()
    zones = zones_of(event)
    others: list[ShownEvent] = []
    if event.series_id is not None:
        rows = public_events(partnership).filter(series=event.series_id).exclude(pk=pk)
        in_order = rows.order_by(F("start_on").desc(nulls_last=True), "name", "pk")
        others = [_shown(row, told, today) for row in in_order.prefetch_related("markets")]
    days = days_of(event.programme.all(), event.zone, zones)
    return EventPage(
        event=_shown(event, told, today),
        when=when_of(event, zones),
        description=told.text(event, "description"),
        co_organisers=[told.mask(name) for name in event.co_organisers],
        host_event=told.mask(event.host_event),
        series=told.mask(event.series.name) if event.series else "",
        others=others,
        days=[_masked(day, told) for day in days],
        door=door_of(event),
    )


def event_ics(partnership: Partnership, pk: int, told: Disclosed) -> bytes:
    """The calendar file of a public event; raises ``UnknownPage``, also where it has no day."""
    event = _find(partnership, pk)
    entry = _entry(event, told, versions_of(event))
    if entry is None:
        raise UnknownPage
    return calendar_file([entry], name=told.mask(event.name))


def feed_of(partnership: Partnership, told: Disclosed) -> bytes:
    """All public events that have a day, for calendar programs. Two queries."""
    events = list(
        public_events(partnership).select_related("partnership").order_by("start_on", "pk")
    )
    history: Any = Event.history
    rows = history.filter(id__in=[event.pk for event in events]).order_by()
    versions = dict(rows.values_list("id").annotate(number=Count("history_id")))
    entries = [_entry(event, told, versions.get(event.pk, 0)) for event in events]
    return calendar_file(
        [entry for entry in entries if entry], name=partnership.acronym, is_feed=True
    )


def _find(partnership: Partnership, pk: int) -> Event:
    rows = public_events(partnership).filter(pk=pk).select_related("series", "partnership")
    event = rows.prefetch_related("markets").first()
    if event is None:
        raise UnknownPage
    return event


def _entry(event: Event, told: Disclosed, sequence: int) -> CalendarEntry | None:
    page = reverse("site_event", args=[event.partnership.slug, event.pk])
    return entry_of(
        event,
        sequence=sequence,
        title=told.mask(event.name),
        place=told.mask(event.place),
        address=f"{settings.SITE_URL}{page}",
    )


def _masked(day: Day, told: Disclosed) -> Day:
    """A day without names that are hidden; the records themselves are not saved."""
    for shown in day.items:
        item: Any = shown.item
        item.title = told.mask(item.shown_title)
        item.title_fr = item.title_de = ""
        item.place = told.mask(item.place)
        item.speakers = [told.mask(name) for name in item.speakers]
    return day


def _calendar(events: QuerySet[Event], told: Disclosed) -> Calendar:
    in_order = events.order_by(F("start_on").asc(nulls_first=True), "name", "pk")
    today = timezone.localdate()
    shown = [_shown(event, told, today) for event in in_order.prefetch_related("markets")]
    # A past event that did not take place is news to nobody.
    past = [event for event in shown if event.is_over and not event.is_cancelled]
    return Calendar([event for event in shown if not event.is_over], past[::-1])


def _shown(event: Event, told: Disclosed, today: date) -> ShownEvent:
    last = event.end_on or event.start_on
    return ShownEvent(
        pk=event.pk,
        name=told.mask(event.name),
        kind=event.get_kind_display(),
        place=told.mask(event.place),
        start_on=event.start_on,
        end_on=event.end_on,
        organisers=[told.mask(name) for name in event.organisers],
        is_cancelled=event.status == EventStatus.CANCELLED,
        is_over=last is None or last < today,
        is_for_all_markets=event.is_for_all_markets,
        markets=list(event.markets.all()),
    )
