"""What each role may do to events, participations, meetings and declared figures."""

from common.access import grant, grant_all, own_cluster, own_organisation, own_partnership
from events.models import (
    Attendee,
    BlockedPair,
    DeclaredFigure,
    Delegation,
    Event,
    EventAnswer,
    EventImport,
    EventInvitation,
    EventQuestion,
    EventSeries,
    Matchmaking,
    Meeting,
    MeetingFeedback,
    MeetingOrder,
    MeetingResource,
    MeetingTable,
    Participation,
    ProgrammeItem,
    Registration,
    Schedule,
    ScheduledMeeting,
    Slot,
)
from partnership.choices import RoleKind
from smes.permissions import known_organisation

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER
CONTACTS = (RoleKind.GATEWAY_CONTACT, RoleKind.SME_CONTACT)

OWN = own_partnership()
OF_EVENT = own_partnership("event__partnership")

grant_all(Event, DeclaredFigure, to=COORDINATOR, within=OWN)
grant_all(Participation, Meeting, to=COORDINATOR, within=OF_EVENT)

grant(Event, DeclaredFigure, to=(PARTNER, OFFICER), view=OWN)
grant(Participation, Meeting, to=OFFICER, view=OF_EVENT)

# Partner staff edit the events of their own cluster, with all that belongs to them.
own_event = own_cluster()
grant(Event, to=PARTNER, add=own_event, change=own_event, delete=own_event)
part_of_it = own_cluster("event__cluster", "event__partnership")
grant(
    Participation,
    Meeting,
    to=PARTNER,
    add=part_of_it,
    change=part_of_it,
    delete=part_of_it,
)
known_party = known_organisation("organisation")
grant(Participation, to=PARTNER, view=OF_EVENT & known_party | part_of_it)
known_parties = known_organisation("party_a") & known_organisation("party_b")
grant(Meeting, to=PARTNER, view=OF_EVENT & known_parties | part_of_it)

grant(
    Event,
    to=CONTACTS,
    view=own_organisation("participations__organisation", "meetings__party_a", "meetings__party_b"),
)
grant(Participation, to=CONTACTS, view=own_organisation("organisation"))
grant(Meeting, to=CONTACTS, view=own_organisation("party_a", "party_b"))

# What makes an event: who edits the event edits these.
PARTS = (
    ProgrammeItem,
    EventInvitation,
    EventQuestion,
    Delegation,
    Matchmaking,
    MeetingTable,
    MeetingResource,
    BlockedPair,
    MeetingOrder,
)
grant_all(EventSeries, to=COORDINATOR, within=OWN)
grant(EventSeries, to=(PARTNER, OFFICER), view=OWN)
grant_all(*PARTS, to=COORDINATOR, within=OF_EVENT)
grant_all(*PARTS, to=PARTNER, within=part_of_it)
grant(ProgrammeItem, to=OFFICER, view=OF_EVENT)
grant(ProgrammeItem, to=PARTNER, view=OF_EVENT)

# What the pages of an event keep, and what names people: only those who run the event read it.
PATHS = {
    "event": (Registration, Slot, Schedule, EventImport),
    "registration__event": (Attendee, EventAnswer),
    "meeting__event": (MeetingFeedback,),
    "schedule__event": (ScheduledMeeting,),
}
for path, models in PATHS.items():
    home, cluster = f"{path}__partnership", f"{path}__cluster"
    grant(*models, to=COORDINATOR, view=own_partnership(home))
    grant(*models, to=PARTNER, view=own_cluster(cluster, home))
