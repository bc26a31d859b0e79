"""What each role may do to programmes, partnerships, clusters, indicators and people."""

from django.db.models import Q

from common.access import (
    EVERY_RECORD,
    Reach,
    Standing,
    grant,
    grant_all,
    own_partnership,
    post_sources,
)
from partnership.choices import RoleKind
from partnership.models import (
    Cluster,
    ClusterFigures,
    DeletionNotice,
    DirectoryTerm,
    Email,
    Export,
    Indicator,
    Invitation,
    Measurement,
    Membership,
    Network,
    Partnership,
    Programme,
    Role,
    TargetMarket,
    User,
)

post_sources.append(Role.objects.posts)

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER
CONTACTS = (RoleKind.GATEWAY_CONTACT, RoleKind.SME_CONTACT)

OWN = own_partnership()
OF_INDICATOR = own_partnership("indicator__partnership")


def own_members(path: str = "pk") -> Reach:
    """Clusters that are members of the own partnership; ``path`` leads to the cluster."""

    def condition(_: type, standing: Standing, role: str) -> Q | None:
        ids = standing.partnerships(role)
        members = Membership.objects.filter(partnership__in=ids).values("cluster")
        return Q(**{f"{path}__in": members}) if ids else None

    return Reach("members of the own partnership", condition)


def home_cluster(path: str = "pk") -> Reach:
    """The cluster that somebody works for; ``path`` leads to it."""

    def condition(_: type, standing: Standing, role: str) -> Q | None:
        ids = {cluster for _, cluster in standing.clusters(role)}
        return Q(**{f"{path}__in": ids}) if ids else None

    return Reach("own cluster", condition)


def own_people() -> Reach:
    """People with a role in the own partnership."""

    def condition(_: type, standing: Standing, role: str) -> Q | None:
        ids = standing.partnerships(role)
        people = Role.objects.filter(partnership__in=ids).values("person")
        return Q(pk__in=people) if ids else None

    return Reach("people with a role in the own partnership", condition)


# The consortium and what it promised.
grant(Partnership, to=COORDINATOR, view=own_partnership("pk"), change=own_partnership("pk"))
grant(Partnership, to=(PARTNER, OFFICER, *CONTACTS), view=own_partnership("pk"))
grant_all(Membership, TargetMarket, Indicator, to=COORDINATOR, within=OWN)
grant(Membership, TargetMarket, Indicator, to=(PARTNER, OFFICER), view=OWN)
grant(TargetMarket, to=CONTACTS, view=OWN)
grant_all(Measurement, to=COORDINATOR, within=OF_INDICATOR)
grant(Measurement, to=(PARTNER, OFFICER), view=OF_INDICATOR)

# The directory is common to all partnerships: read by all, changed by those it is about.
grant(
    Programme,
    Cluster,
    ClusterFigures,
    DirectoryTerm,
    Network,
    to=(COORDINATOR, PARTNER, OFFICER),
    view=EVERY_RECORD,
)
grant(Network, to=COORDINATOR, add=EVERY_RECORD)
grant(Cluster, to=COORDINATOR, add=EVERY_RECORD, change=own_members())
grant(Cluster, to=PARTNER, change=home_cluster())
for role, theirs in ((COORDINATOR, own_members("cluster")), (PARTNER, home_cluster("cluster"))):
    grant(ClusterFigures, to=role, add=theirs, change=theirs, delete=theirs)

# What becomes of personal data: coordinators may object, administrators see the rest.
grant(DeletionNotice, to=COORDINATOR, view=OWN, change=OWN)
grant(Export, to=COORDINATOR, view=OWN)

# What the portal wrote to whom; what did not arrive is sent again by a coordinator.
grant(Email, to=COORDINATOR, view=OWN, send=OWN)

# People: a coordinator gives and takes roles in the own partnership, and changes nobody.
grant_all(Role, to=COORDINATOR, within=OWN)
grant(Invitation, to=COORDINATOR, view=OWN, add=OWN)
grant(Role, to=PARTNER, view=OWN)
grant(User, to=(COORDINATOR, PARTNER), view=own_people())
