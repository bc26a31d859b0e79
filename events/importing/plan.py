"""What a file would add and change, with everything that is wrong with it, row by row.

Organisations are matched by name and country, meetings by their parties and time, so that the same
file once more changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from events.choices import MeetingKind
from events.importing.book import Line, Sheet, place, read_sheet
from events.importing.columns import PARTS, Mapping
from events.importing.planned import Fault, Key, Plan, PlannedMeeting, PlannedParty
from events.importing.words import (
    NotUnderstood,
    read_answer,
    read_country,
    read_kind,
    read_meeting_kind,
    read_side,
)
from events.models import Attendee, Event, Meeting, Participation
from events.services.organisations import by_key, key_of
from gateways.choices import Side
from gateways.models import Organisation

T = TypeVar("T")


class _Row:
    """A row of a sheet, read field by field; what cannot be read becomes a fault."""

    def __init__(self, sheet: Sheet, line: Line, columns: dict[str, str], plan: Plan) -> None:
        self.sheet, self.line, self.columns, self.plan = sheet, line, columns, plan
        self.is_good = True

    def text(self, name: str) -> str:
        column = self._column(name)
        return self.line.cells.get(column, "") if column else ""

    def read(self, name: str, reader: Callable[[str], T], *, otherwise: T) -> T:
        try:
            return reader(self.text(name))
        except NotUnderstood as error:
            self.refuse(name, str(error))
            return otherwise

    def refuse(self, name: str, message: str) -> None:
        self.is_good = False
        column = self._column(name)
        where = place(column, self.line.number) if column else ""
        title = self.columns.get(name, "")
        self.plan.faults.append(Fault(self.sheet.name, self.line.number, title, where, message))

    def _column(self, name: str) -> int | None:
        title = self.columns.get(name, "")
        return self.sheet.column(title) if title else None


def make_plan(event: Event, path: str, mapping: Mapping) -> Plan:
    """What a file would do to an event; nothing is changed. Seven queries, however long the file is.

    Raises ``FileIsRefused`` for a file that cannot be read.
    """
    plan = Plan()
    known = list(Organisation.objects.filter(partnership=event.partnership).order_by("pk"))
    directory = by_key(known)
    for part, read in (("participants", _read_party), ("meetings", _read_meeting)):
        chosen = mapping.get(part)
        if not chosen:
            continue
        sheet = read_sheet(path, chosen["sheet"], chosen["header"])
        columns = chosen["columns"]
        missing = [
            f.label
            for f in PARTS[part]
            if f.is_required and sheet.column(columns.get(f.name, "")) is None
        ]
        if missing:
            words = f"Choose a column for: {', '.join(missing)}."
            plan.faults.append(Fault(sheet.name, chosen["header"], "", "", words))
            continue
        finder = _Finder(event, directory, plan)
        for line in sheet.lines:
            read(_Row(sheet, line, columns, plan), finder)
    return plan


class _Finder:
    """Finds what is there already."""

    def __init__(self, event: Event, directory: dict[Key, Organisation], plan: Plan) -> None:
        self.directory, self.plan = directory, plan
        rows = Participation.objects.filter(event=event)
        self.participations = {row.organisation_id: row for row in rows}
        self.people: dict[int, set[str]] = defaultdict(set)
        named = Attendee.objects.filter(registration__event=event)
        for organisation, name in named.values_list(
            "registration__participation__organisation", "name"
        ):
            self.people[organisation].add(name.casefold())
        self.meetings: dict[tuple[frozenset[int], str], Meeting] = {}
        for meeting in Meeting.objects.filter(event=event):
            pair = frozenset((meeting.party_a_id, meeting.party_b_id))
            for note in meeting.note.splitlines():
                self.meetings.setdefault((pair, note), meeting)
        self.rows_of_meetings: dict[tuple[frozenset[Key], str], int] = {}
        self.by_name: dict[str, set[Key]] = {}
        for name, country in (*directory, *plan.parties):
            self.by_name.setdefault(name, set()).add((name, country))

    def canonical(self, key: Key) -> Key:
        """The key of an organisation’s own name, where the file has another one of its names."""
        known = self.directory.get(key)
        return key_of(known.name, known.country.code) if known else key


def _read_party(row: _Row, finder: _Finder) -> None:
    name = row.text("organisation")
    if not name:
        row.refuse("organisation", "The organisation is missing.")
        return
    if len(name) > 200:
        row.refuse("organisation", "The name of an organisation has 200 letters at most.")
    country = row.read("country", read_country, otherwise="") if row.text("country") else ""
    if not row.text("country"):
        row.refuse("country", "The country is missing.")
    side = row.read("side", read_side, otherwise="")
    attended = row.read("attended", read_answer, otherwise=None)
    if not row.is_good:
        return
    key = finder.canonical(key_of(name, country))
    known = finder.directory.get(key)
    kind = row.read("kind", lambda text: read_kind(text, side), otherwise="")
    party = row.plan.parties.get(key)
    if known is None and party is None and not side:
        sides = ", ".join(choice.label for choice in Side)
        row.refuse("side", f"It is not in the directory yet, so say its side: {sides}.")
    if party is not None and known is None and side and party.side != side:
        row.refuse("side", "Another row says another side of this organisation.")
    person, email = row.text("person"), row.text("email")
    if len(person) > 120:
        row.refuse("person", "The name of a person has 120 letters at most.")
    if email and not _is_address(email):
        row.refuse("email", f"“{email}” is no e-mail address.")
    if not row.is_good:
        return
    if party is None:
        participation = finder.participations.get(known.pk) if known else None
        people = frozenset(finder.people.get(known.pk, ()) if known else ())
        party = PlannedParty(name, country, side, kind, known, participation, known_people=people)
        row.plan.parties[key] = party
    # Of several persons one suffices to attend.
    party.attended = attended if party.attended is None else party.attended or bool(attended)
    if person:
        party.people[person] = party.people.get(person) or email


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _party_of(row: _Row, finder: _Finder, name: str, country: str) -> Key | None:
    text = row.text(name)
    if not text:
        row.refuse(name, "The party is missing.")
        return None
    keys = finder.by_name.get(key_of(text, "")[0], set())
    if row.text(country):
        code = row.read(country, read_country, otherwise="")
        if not code:
            return None
        keys = {key for key in keys if key[1] == code}
    found = {finder.canonical(key) for key in keys}
    if len(found) == 1:
        return found.pop()
    row.refuse(
        name,
        "Organisations of several countries have this name. Choose a column with the country."
        if found
        else f"“{text}” is neither among the participants of the file nor in the directory.",
    )
    return None


def _read_meeting(row: _Row, finder: _Finder) -> None:
    a = _party_of(row, finder, "party_a", "country_a")
    b = _party_of(row, finder, "party_b", "country_b")
    kind = row.read("kind", read_meeting_kind, otherwise="")
    held = row.read("held", read_answer, otherwise=None)
    if a is None or b is None or not row.is_good:
        return
    if a == b:
        row.refuse("party_b", "A meeting needs two different organisations.")
        return
    time = row.text("time")
    note = f"Imported, time: {time}" if time else "Imported, without a time"
    twin = finder.rows_of_meetings.setdefault((frozenset((a, b)), note), row.line.number)
    if twin != row.line.number:
        row.refuse(
            "time",
            f"These two meet in row {twin} at the same time already. If they met twice, say when.",
        )
        return
    organisations = [_known(finder, key) for key in (a, b)]
    known = None
    if all(organisations):
        pair = frozenset(each.pk for each in organisations if each)
        known = finder.meetings.get((pair, note))
    kind = kind or _usual_kind(finder, a, b)
    row.plan.meetings.append(PlannedMeeting(a, b, kind, held, note, known))


def _known(finder: _Finder, key: Key) -> Organisation | None:
    return finder.directory.get(key)


def _usual_kind(finder: _Finder, *keys: Key) -> str:
    """C2C where both parties are clusters or intermediaries, else B2B."""
    sides = []
    for key in keys:
        known, planned = _known(finder, key), finder.plan.parties.get(key)
        sides.append(known.side if known else planned.side if planned else "")
    clusters = (Side.EU_CLUSTER, Side.THIRD_INTERMEDIARY)
    return MeetingKind.C2C if all(side in clusters for side in sides) else MeetingKind.B2B
