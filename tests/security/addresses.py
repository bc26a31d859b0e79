"""Every address of the portal that names a record, and which record of a world it is tried with."""

from django.urls import URLResolver, get_resolver

from tests.reporting.test_every_way import WAYS

FORGED = "1.1~aaaaaa~bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

OPEN = {
    "set_language": "takes nothing",
    "expression_start": "the form of a partnership that takes expressions, for everybody",
    "site_events_ics": "the public calendar; tests.website tells what it leaves out",
    "mfa_remove_webauthn": "one's own passkeys, see tests.partnership.accounts.test_second_factor",
    "mfa_edit_webauthn": "one's own passkeys, see tests.partnership.accounts.test_second_factor",
    "account_confirm_email": "a signed key, see tests.partnership.accounts",
    "account_reset_password_from_key": "a signed key, see tests.partnership.accounts",
    "email": "on the developer's own machine alone, see tests.partnership.mail.test_pages",
    "email_html": "on the developer's own machine alone, see tests.partnership.mail.test_pages",
    "email_file": "on the developer's own machine alone, see tests.partnership.mail.test_pages",
}
"""Addresses that need nobody's leave, or whose tests stand elsewhere, with the reason."""


RECORDS = {
    "expression_messages": "smes.Expression",
    "saved_filter_change": "partnership.SavedFilter",
    "saved_filter_delete": "partnership.SavedFilter",
    "expression_work_file": "smes.ExpressionFile",
    "expression_review_file": "smes.ExpressionFile",
    "expression_file": "smes.ExpressionFile",
    "own_handover": "smes.Handover",
    "own_handover_file": "smes.Handover",
    "support_file": "smes.SupportFile",
    "outcome_document": "smes.Outcome",
    "findings_reopen": "reporting.AcceptedFinding",
    "site_event_ics": "events.Event",
    "registration_start": "events.Event",
    "registration_sent": "events.Event",
    "registration_lost_link": "events.Event",
}
"""Whose number ``pk`` is."""
BEGINNINGS = {
    "support_office_": "smes.SupportCase",
    "gateway_own_": "smes.SupportCase",
    "event_": "events.Event",
}
BELOW_EVENTS = {
    "event_badge": ("badge", "events.Attendee", "badge"),
    "event_badge_code": ("badge", "events.Attendee", "badge"),
    "event_import_columns": ("number", "events.EventImport", "pk"),
    "event_import_preview": ("number", "events.EventImport", "pk"),
    "event_import_file": ("number", "events.EventImport", "pk"),
    "event_travellers": ("number", "events.Delegation", "pk"),
    "event_let_meet": ("block", "events.BlockedPair", "pk"),
    "event_request": ("meeting", "events.Meeting", "pk"),
    "event_request_act": ("meeting", "events.Meeting", "pk"),
}
"""What else names a record below the number of an event: parameter, model and field."""
COUNTED_BY_EVENT = {
    "event_schedule_one": "events.Schedule",
    "event_schedule_state": "events.Schedule",
    "event_schedule_publish": "events.Schedule",
    "event_schedule_discard": "events.Schedule",
    "event_agenda_paper": "events.Registration",
}
"""Their numbers begin with 1 in each event, so that no number is of another one; and whose they are."""
KEYS_BELOW_EVENTS = {"badge", "number", "block", "meeting"}


def arguments(name, takes, world, *, home, place="foreign"):
    """What an address is tried with: numbers of the foreign partnership, below the name of ``home``."""
    records = world.records
    given = {
        "slug": records["partnership.Partnership", home].slug,
        "number": 1,
        "file_format": "csv",
        "action": "assign",
        "file": records["smes.ExpressionFile", place].pk,
        "uuid": records["exchange.WorkbookImport", place].uuid,
        "figure": "registered",
        "step": "forbid",
        "part": 1 if "which" in takes else "slots",
        "which": "agendas",
        "ending": "svg",
    }
    if name.startswith("event_"):
        given |= dict.fromkeys(KEYS_BELOW_EVENTS, 1)
    if name in BELOW_EVENTS:
        given |= below_event(name, world, place)
    if name in COUNTED_BY_EVENT:
        label = COUNTED_BY_EVENT[name]
        given["number"] = records[label, place].number
    if name.endswith("_entry"):
        given["number"] = records["smes.SupportContact", place].pk
    if name.endswith(("_sent_file", "_file_removal")):
        given["number"] = records["smes.SupportFile", place].pk
    if "pk" in takes:
        given["pk"] = records[label_of(name), place].pk
    if name.startswith("expression_") and "number" in takes:
        given["number"] = records["smes.Expression", place].number
    return {key: given[key] for key in takes}


def below_event(name, world, place):
    """The parameter that names a record below an event."""
    key, label, field = BELOW_EVENTS[name]
    return {key: getattr(world.records[label, place], field)}


def label_of(name):
    for beginning, label in BEGINNINGS.items():
        if name.startswith(beginning):
            return label
    return RECORDS[name]


def every_address():
    """Name and parameters of every form of every address that takes something, but the admin's."""
    for name, takes, _ in _walk(get_resolver()):
        if takes and not name.startswith("admin:") and name not in WAYS:
            yield name, takes


def office_addresses():
    """The same of the office, named by its namespace."""
    for name, takes, _ in _walk(get_resolver()):
        if takes and name.startswith("admin:"):
            yield name, takes


def _walk(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            taken = frozenset(pattern.pattern.regex.groupindex)
            for name, takes, view in _walk(pattern, inner):
                yield name, takes | taken, view
        else:
            takes = frozenset(pattern.pattern.regex.groupindex)
            yield f"{namespace}{pattern.name}", takes, pattern.callback


def is_linked(takes):
    """Whether who has the link may come in."""
    return "link" in takes
