"""Which columns of a file hold what: the fields, guesses by title, and what was chosen last time."""

from dataclasses import dataclass
from typing import Any

from common.spelling import bare
from events.importing.book import Sheet
from events.models import Event, EventImport


@dataclass(frozen=True)
class ImportField:
    """Something that a column can hold."""

    name: str
    label: str
    is_required: bool
    titles: tuple[str, ...]
    """Parts of titles under which other tools export it, in small letters, the surest first."""


PARTICIPANTS = (
    ImportField(
        "organisation",
        "Organisation",
        True,
        ("organisation", "organization", "company", "entreprise", "firma", "societe"),
    ),
    ImportField("country", "Country", True, ("country", "pays", "land")),
    ImportField("side", "Side", False, ("side", "group", "category", "type of participant")),
    ImportField("kind", "Kind of organisation", False, ("kind", "organisation type", "type")),
    ImportField(
        "person", "Person", False, ("person", "participant", "full name", "contact", "name")
    ),
    ImportField("email", "E-mail", False, ("e-mail", "email", "mail")),
    ImportField(
        "attended", "Attended?", False, ("attended", "checked in", "check-in", "present", "status")
    ),
)
MEETINGS = (
    ImportField(
        "party_a",
        "One party",
        True,
        ("party a", "requester", "organisation 1", "company 1", "from"),
    ),
    ImportField("country_a", "Country of the one", False, ("country a", "country 1")),
    ImportField(
        "party_b",
        "Other party",
        True,
        ("party b", "receiver", "organisation 2", "company 2", "with"),
    ),
    ImportField("country_b", "Country of the other", False, ("country b", "country 2")),
    ImportField("kind", "Kind (B2B or C2C)", False, ("kind", "type")),
    ImportField("held", "Held?", False, ("held", "took place", "status")),
    ImportField("time", "Time", False, ("time", "slot", "start", "date")),
)
PARTS = {"participants": PARTICIPANTS, "meetings": MEETINGS}
"""What a file may hold, each in one of its sheets."""

Mapping = dict[str, dict[str, Any]]
"""By part: ``sheet``, ``header`` (row of titles) and ``columns``, titles by field."""


def remembered(event: Event) -> Mapping:
    """How the last file of the partnership was read. One query."""
    rows = EventImport.objects.filter(
        event__partnership=event.partnership, imported_at__isnull=False
    )
    last = rows.order_by("-imported_at").first()
    return dict(last.columns) if last else {}


def suggest_sheets(names: list[str], former: Mapping) -> Mapping:
    """The sheets of a new file: those of last time, or by their names, or the first for participants."""
    found: Mapping = {}
    for part, words in (
        ("participants", ("particip", "attend", "regist", "organi", "compan")),
        ("meetings", ("meeting", "rendez", "termin")),
    ):
        last = former.get(part, {})
        if last.get("sheet") in names:
            found[part] = {"sheet": last["sheet"], "header": last.get("header", 1), "columns": {}}
            continue
        named = [name for name in names if any(word in bare(name) for word in words)]
        if named:
            found[part] = {"sheet": named[0], "header": 1, "columns": {}}
    if not found and names:
        found["participants"] = {"sheet": names[0], "header": 1, "columns": {}}
    return found


def suggest_columns(part: str, sheet: Sheet, former: Mapping) -> dict[str, str]:
    """A title for each field: that of last time if the sheet has it, or the one that reads like it."""
    last = former.get(part, {}).get("columns", {})
    titles = list(dict.fromkeys(sheet.titles.values()))
    chosen: dict[str, str] = {}
    for field in PARTS[part]:
        if last.get(field.name) in titles:
            chosen[field.name] = last[field.name]
    for exactly in (True, False):
        for field in PARTS[part]:
            if field.name in chosen or last:
                continue
            for word in field.titles:
                fits = [
                    title
                    for title in titles
                    if title not in chosen.values()
                    and (bare(title) == word if exactly else word in bare(title))
                ]
                if fits:
                    chosen[field.name] = fits[0]
                    break
    return chosen
