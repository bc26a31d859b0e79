"""What each role may do to organisations, contacts and agreements, and who reads their documents.

What partner staff see of organisations depends on the companies among them: see smes/permissions.py.
"""

from typing import Any

from rules.predicates import predicate

from common.access import (
    grant,
    grant_all,
    is_allowed,
    own_organisation,
    own_partnership,
    post_sources,
)
from gateways.models import Agreement, AgreementParty, Contact, Offer, Organisation, Service
from partnership.choices import Confidentiality, RoleKind

post_sources.append(Contact.objects.posts)

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER
CONTACTS = (RoleKind.GATEWAY_CONTACT, RoleKind.SME_CONTACT)

OWN = own_partnership()
OF_AGREEMENT = own_partnership("agreement__partnership")

grant_all(Organisation, Agreement, to=COORDINATOR, within=OWN)
grant_all(AgreementParty, to=COORDINATOR, within=OF_AGREEMENT)
grant_all(Contact, to=COORDINATOR, within=own_partnership("organisation__partnership"))

grant(Agreement, to=(PARTNER, OFFICER), view=OWN)
grant(Organisation, to=OFFICER, view=OWN)
grant(AgreementParty, to=OFFICER, view=OF_AGREEMENT)

grant(Organisation, to=CONTACTS, view=own_organisation("pk"))
grant(Agreement, to=CONTACTS, view=own_organisation("organisations"))
grant(AgreementParty, Contact, to=CONTACTS, view=own_organisation("organisation"))

# The catalogue, and who offers what.
OF_ORGANISATION = own_partnership("organisation__partnership")
grant_all(Service, to=COORDINATOR, within=OWN)
grant_all(Offer, to=COORDINATOR, within=OF_ORGANISATION)
grant(Service, to=(PARTNER, OFFICER, *CONTACTS), view=OWN)
grant(Offer, to=(PARTNER, OFFICER), view=OF_ORGANISATION)
grant(Offer, to=CONTACTS, view=own_organisation("organisation"))

# Documents -----------------------------------------------------------------------------------

grant(Agreement, to=(COORDINATOR, OFFICER), read_document=OWN)


@predicate
def is_open(user: Any, agreement: Agreement | None) -> bool:
    """Whether the agreement's document is hidden from nobody."""
    return agreement is not None and agreement.document_confidentiality == Confidentiality.OPEN


@predicate
def reads_every_document(user: Any, agreement: Agreement | None) -> bool:
    """Reads the document of every agreement of the partnership."""
    return agreement is not None and is_allowed(user, "read_document", agreement)


can_read_document = is_open | reads_every_document
"""Reads the document of an agreement. Editions of reports hide it where they hide one of its parties."""
