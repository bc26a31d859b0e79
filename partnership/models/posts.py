"""Where a role can be held: the rules that roles and invitations to them share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from common.constraints import FieldCheck
from partnership.choices import RoleKind
from partnership.models.partnerships import Membership

PLACES = ("partnership", "cluster", "programme")
EVERY_KIND_OF_PLACE = (("partnership",), ("partnership", "cluster"), ("programme",))
"""What a role is held in: a partnership, for one of its clusters, or in a programme."""

KIND_HELP = (
    "Coordinators run a partnership; partner staff edit what belongs to their own cluster; "
    "project officers read and download."
)
CLUSTER_HELP = "For partner staff: the member of the partnership that they work for."
PROGRAMME_HELP = "For project officers of a whole programme, instead of a partnership."


def only_at(places: tuple[str, ...]) -> Q:
    """The condition that a role is held in these places and no others."""
    return Q(**{f"{place}__isnull": place not in places for place in PLACES})


def place_rules(model: str) -> list[FieldCheck]:
    """Checks that a role is held where one of its kind can be held; named after the model."""
    return [
        FieldCheck(
            field="kind",
            condition=Q(kind__in=RoleKind.given()),
            name=f"{model}_kind_known",
            violation_error_message="Choose coordinator, partner staff or project officer.",
        ),
        FieldCheck(
            field="partnership",
            condition=Q(partnership__isnull=False, programme__isnull=True)
            | Q(partnership__isnull=True, programme__isnull=False),
            name=f"{model}_one_place",
            violation_error_message="Choose the partnership; only project officers may have a programme "
            "instead.",
        ),
        FieldCheck(
            field="programme",
            condition=Q(programme__isnull=True) | Q(kind=RoleKind.OFFICER),
            name=f"{model}_programme_officers_only",
            violation_error_message="Only project officers have a whole programme. Choose a partnership.",
        ),
        FieldCheck(
            field="cluster",
            condition=Q(kind=RoleKind.PARTNER, cluster__isnull=False)
            | (~Q(kind=RoleKind.PARTNER) & Q(cluster__isnull=True)),
            name=f"{model}_cluster_of_partner_staff",
            violation_error_message="Partner staff need the cluster that they work for; other roles have none.",
        ),
    ]


def refuse_other_clusters(record: Any) -> None:
    """Partner staff work for a member of the partnership."""
    if record.cluster_id is None or record.partnership_id is None:
        return
    members = Membership.objects.filter(partnership=record.partnership_id)
    if not members.filter(cluster=record.cluster_id).exists():
        raise ValidationError(
            {
                "cluster": "This cluster is no member of the partnership. Choose a member, or add its "
                "membership first."
            }
        )


def post_words(record: Any) -> str:
    """A role and where it is held, for example “Partner staff for Medicen, BIOXCLUSTERS”."""
    where = record.partnership or record.programme
    home = f" for {record.cluster.short_name}" if record.cluster else ""
    return f"{record.get_kind_display()}{home}, {where}"
