"""The agendas of an event, for its organisers: pages, papers and the wall of the room."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from events.agenda_papers import PAPERS, agenda_paper
from events.agendas import Agenda, agenda_of, agendas_of, by_table
from events.models import Event
from events.participants import participants_of
from events.time_zones import city_of
from events.views.office import office_page
from events.views.organising.context import context_of
from events.views.requests.agenda import file_name, pdf

LABELS = (
    ("participants", "All agendas", "A4, a participant a page, each in its own language"),
    ("tables", "All tables", "A4, a table a page, to lie on it"),
    ("wall", "For the wall of the room", "A3, a time a page, everybody by name"),
)


@require_safe
@office_page
def agendas(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Everybody's agenda by name, and what can be printed."""
    found = agendas_of(event)
    context = context_of(
        event,
        "event_agendas",
        agendas=found,
        number=sum(len(agenda.entries) for agenda in found) // 2,
        without=[agenda for agenda in found if not agenda.days],
        papers=_papers(found),
    )
    with timezone.override(event.zone):
        return render(request, "events/agendas/office.html", context)


def _papers(agendas: list[Agenda]) -> list[tuple[str, str, str, range]]:
    """What can be printed: end of the address, label, what it is, numbers of its parts."""
    placed = [entry.placed for agenda in agendas for entry in agenda.entries]
    sheets = {
        "participants": sum(1 for agenda in agendas if agenda.days),
        "tables": len({row.table for row in placed}),
        "wall": len({row.begins for row in placed}),
    }
    return [
        (which, label, words, PAPERS[which].parts(sheets[which])) for which, label, words in LABELS
    ]


@require_safe
@office_page
def tables(request: HttpRequest, event: Event) -> HttpResponseBase:
    """What happens at each table."""
    context = context_of(event, "event_agendas", tables=by_table(event), city=city_of(event.zone))
    with timezone.override(event.zone):
        return render(request, "events/agendas/office_tables.html", context)


@require_safe
@office_page
def one_paper(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """The agenda of one participant as a PDF."""
    registration = participants_of(event).filter(number=number).first()
    if registration is None:
        raise Http404
    registration.event = event
    return pdf(agenda_paper(agenda_of(registration)), file_name(registration))


@require_safe
@office_page
def paper(request: HttpRequest, event: Event, which: str, part: int) -> HttpResponseBase:
    """All agendas, all tables, or the sheets for the wall, as a PDF; a part of them where they are many."""
    if which not in PAPERS:
        raise Http404
    found = PAPERS[which]
    rows = found.rows(event)
    parts = found.parts(len(rows))
    if part not in parts:
        raise Http404
    name = f"{found.name}-{slugify(event.name) or event.pk}"
    content = found.make(event, found.sheets(rows, part))
    return pdf(content, f"{name}-{part}" if len(parts) > 1 else name)
