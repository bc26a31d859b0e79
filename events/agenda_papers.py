"""Agendas as papers and calendar files: of a participant, of all, of each table, for the wall."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.lettering import drawable
from common.pdf import render_pdf
from events.agendas import Agenda, Entry, Placed, TableDays, agendas_of, by_slot, by_table
from events.ics import CalendarEntry, calendar_file
from events.models import Event
from events.time_zones import city_of
from partnership.mail.rendering import language_of


def agenda_paper(agenda: Agenda) -> bytes:
    """The agenda of one participant as a PDF, in its language."""
    return agenda_papers(agenda.registration.event, [agenda], agenda.registration.language)


def agendas_with_meetings(event: Event) -> list[Agenda]:
    """The agendas that are worth a sheet. Three queries."""
    return [agenda for agenda in agendas_of(event) if agenda.days]


def all_agenda_papers(event: Event, rows: Sequence[Agenda] | None = None) -> bytes:
    """The agendas of all that have a meeting, each on its own page and in its own language."""
    return agenda_papers(event, agendas_with_meetings(event) if rows is None else rows, "en")


def agenda_papers(event: Event, agendas: Sequence[Agenda], language: str) -> bytes:
    """Agendas as one PDF; the same bytes as long as nothing changes."""
    sheets = []
    for agenda in agendas:
        with translation.override(language_of(agenda.registration.language)):
            context = {
                "agenda": agenda,
                "event": event,
                "language": translation.get_language(),
                "city": city_of(event.zone),
                "own_city": city_of(agenda.own_zone) if agenda.own_zone else "",
            }
            with timezone.override(event.zone):
                sheets.append(render_to_string("events/agendas/paper_sheet.html", context))
    title = agendas[0].registration.organisation_name if len(agendas) == 1 else event.name
    return _pdf(event, "paper.html", "agenda.css", language, sheets=sheets, title=title)


def table_papers(event: Event, rows: Sequence[TableDays] | None = None) -> bytes:
    """What happens at each table, one table a page, as a PDF in English."""
    tables = by_table(event) if rows is None else rows
    return _pdf(event, "tables_paper.html", "agenda.css", "en", tables=tables)


def wall_paper(event: Event, rows: Sequence[list[Placed]] | None = None) -> bytes:
    """Who meets whom when and where, in letters to be read from afar: A3, a time a page."""
    times = []
    for group in by_slot(event) if rows is None else rows:
        lines = [
            (one.name, row.where, other.name)
            for row in group
            for one, other in (row.parties, row.parties[::-1])
        ]
        times.append((group[0], sorted(lines, key=lambda line: line[0].casefold())))
    return _pdf(event, "wall.html", "wall.css", "en", times=times)


@dataclass(frozen=True)
class Paper:
    """What organisers print. A long one comes in parts: nobody waits for a minute for a page."""

    name: str
    """What its file is called."""
    most: int
    """So many sheets are in a part; each takes up to 15 seconds."""
    rows: Callable[[Event], Sequence[Any]]
    make: Callable[[Event, Sequence[Any]], bytes]

    def parts(self, number: int) -> range:
        """The numbers of the parts of so many sheets, from 1."""
        return range(1, max(-(-number // self.most), 1) + 1)

    def sheets(self, rows: Sequence[Any], part: int) -> Sequence[Any]:
        """What is in a part."""
        return rows[(part - 1) * self.most : part * self.most]


PAPERS = {
    "participants": Paper("agendas", 50, agendas_with_meetings, all_agenda_papers),
    "tables": Paper("tables", 75, by_table, table_papers),
    "wall": Paper("wall", 8, by_slot, wall_paper),
}
"""What can be printed, by the end of its address."""


def _pdf(event: Event, template: str, styles: str, language: str, **more: Any) -> bytes:
    with translation.override(language_of(language)), timezone.override(event.zone):
        html = render_to_string(
            f"events/agendas/{template}",
            {
                "event": event,
                "partnership": event.partnership,
                "programme": event.partnership.programme,
                "language": translation.get_language(),
                "city": city_of(event.zone),
                **more,
            },
        )
    shown = drawable(html)
    digest = hashlib.sha256(shown.encode()).digest()
    return render_pdf(shown, styles=f"events/{styles}", identifier=digest)


def agenda_calendar(agenda: Agenda, *, address: str, is_feed: bool) -> bytes:
    """The agenda as a calendar file; in the language that is active."""
    event = agenda.registration.event
    entries = [_entry(row, event, address) for row in agenda.entries]
    return calendar_file(entries, name=event.name, is_feed=is_feed)


def _entry(row: Entry, event: Event, address: str) -> CalendarEntry:
    meeting, table = row.placed.meeting, row.placed.table
    host = settings.SITE_URL.split("//")[-1]
    link = table.link if table else ""
    words = [f"{row.other.name}, {row.other.country.name}", *row.offers, link]
    return CalendarEntry(
        uid=f"meeting-{meeting.pk}@{host}",
        title=_("Meeting with %(name)s") % {"name": row.other.name},
        begins=row.placed.begins,
        ends=row.placed.ends,
        place=", ".join(filter(None, [row.placed.where, event.place])),
        words="\n".join(filter(None, words)),
        address=link or address,
        sequence=int(meeting.updated_at.timestamp()) - 1_500_000_000,
    )
