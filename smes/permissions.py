"""What each role may do to companies and cases, and what partner staff see of organisations.

Whatever is hidden from partners is seen by the staff of its own cluster alone; that holds for a
company wherever it appears.
"""

from django.db.models import Q

from common.access import (
    EVERY_RECORD,
    Reach,
    grant,
    grant_all,
    own_cluster,
    own_organisation,
    own_partnership,
    where,
)
from gateways.models import AgreementParty, Contact, Organisation
from partnership.choices import Confidentiality, RoleKind
from smes.models import ClusterCase, ClusterCasePartner, Company, Objective, SMECase

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER
GATEWAY, SME = RoleKind.GATEWAY_CONTACT, RoleKind.SME_CONTACT

OWN = own_partnership()
OF_CASE = own_partnership("case__partnership")


def not_hidden(*paths: str) -> Reach:
    """Records on which no path leads to something hidden from partners."""
    condition = Q()
    for path in paths:
        condition &= ~Q(**{path: Confidentiality.HIDDEN_FROM_PARTNERS})
    return where("not hidden from partners", condition)


def known_organisation(path: str) -> Reach:
    """Records whose organisation is no hidden company, or is one of the own cluster."""
    is_own = own_cluster(f"{path}__cluster", f"{path}__partnership")
    return not_hidden(f"{path}__company__confidentiality") | is_own


# Objectives are common to all partnerships.
grant(Objective, to=(COORDINATOR, PARTNER, OFFICER), view=EVERY_RECORD)

grant_all(Company, SMECase, ClusterCase, to=COORDINATOR, within=OWN)
grant(Company, SMECase, ClusterCase, to=OFFICER, view=OWN)
grant_all(ClusterCasePartner, to=COORDINATOR, within=OF_CASE)
grant(ClusterCasePartner, to=OFFICER, view=OF_CASE)

# Partner staff edit what belongs to their own cluster, and read the rest.
own_company = own_cluster()
grant(
    Company,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality") | own_company),
    add=own_company,
    change=own_company,
)
own_sme = own_cluster("company__cluster")
grant(
    SMECase,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality", "company__confidentiality") | own_sme),
    add=own_sme,
    change=own_sme,
    delete=own_sme,
)
own_case = own_cluster("clusters")
grant(
    ClusterCase,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality") | own_case),
    add=own_case,
    change=own_case,
    delete=own_case,
)
part_of_own_case = own_cluster("case__clusters", "case__partnership")
grant(
    ClusterCasePartner,
    to=PARTNER,
    view=OF_CASE & known_organisation("organisation") & not_hidden("case__confidentiality")
    | part_of_own_case,
    add=part_of_own_case,
    change=part_of_own_case,
    delete=part_of_own_case,
)

# Organisations are companies, too.
grant(
    Organisation,
    to=PARTNER,
    view=OWN & (not_hidden("company__confidentiality") | own_company),
    add=OWN & where("beyond Europe", Q(company=None)),
)
grant(
    Contact,
    to=PARTNER,
    view=own_partnership("organisation__partnership") & known_organisation("organisation"),
    add=own_cluster("organisation__cluster", "organisation__partnership"),
    change=own_cluster("organisation__cluster", "organisation__partnership"),
    delete=own_cluster("organisation__cluster", "organisation__partnership"),
)
grant(
    AgreementParty,
    to=PARTNER,
    view=own_partnership("agreement__partnership") & known_organisation("organisation"),
)

# Those who are served see what is theirs.
grant(Company, to=SME, view=own_organisation("pk"))
grant(SMECase, to=SME, view=own_organisation("company"))
grant(SMECase, to=GATEWAY, view=own_organisation("partner"))
grant(ClusterCase, to=GATEWAY, view=own_organisation("partners"))
