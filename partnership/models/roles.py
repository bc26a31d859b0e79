"""What people are in partnerships."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.models import Record
from partnership.choices import RoleKind
from partnership.models.clusters import Cluster
from partnership.models.partnerships import Membership, Partnership
from partnership.models.people import User
from partnership.models.programmes import Programme
from partnership.querysets import RoleQuerySet

PLACES = ("partnership", "cluster", "programme")


class Role(Record):
    """What a person is in a partnership, for one of its clusters, or in all of a programme.

    Gateway contacts and SME contacts are kept with their organisation instead.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(
        "role",
        max_length=20,
        choices=[(kind.value, kind.label) for kind in RoleKind.given()],
        help_text="Coordinators run a partnership; partner staff edit what belongs to their own cluster; "
        "project officers read and download.",
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        help_text="For partner staff: the member of the partnership that they work for.",
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        help_text="For project officers of a whole programme, instead of a partnership.",
    )

    objects: ClassVar = RoleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["partnership__acronym", "kind", "person__email"]
        constraints = [
            FieldCheck(
                field="kind",
                condition=Q(kind__in=RoleKind.given()),
                name="role_kind_known",
                violation_error_message="Choose coordinator, partner staff or project officer.",
            ),
            FieldCheck(
                field="partnership",
                condition=Q(partnership__isnull=False, programme__isnull=True)
                | Q(partnership__isnull=True, programme__isnull=False),
                name="role_one_place",
                violation_error_message="Choose the partnership; only project officers may have a programme "
                "instead.",
            ),
            FieldCheck(
                field="programme",
                condition=Q(programme__isnull=True) | Q(kind=RoleKind.OFFICER),
                name="role_programme_officers_only",
                violation_error_message="Only project officers have a whole programme. Choose a partnership.",
            ),
            FieldCheck(
                field="cluster",
                condition=Q(kind=RoleKind.PARTNER, cluster__isnull=False)
                | (~Q(kind=RoleKind.PARTNER) & Q(cluster__isnull=True)),
                name="role_cluster_of_partner_staff",
                violation_error_message="Partner staff need the cluster that they work for; other roles have none.",
            ),
            *(
                FieldUnique(
                    fields=["person", "kind", *places],
                    condition=Q(**{f"{place}__isnull": place not in places for place in PLACES}),
                    field="kind",
                    name=f"role_unique_in_{places[-1]}",
                    violation_error_message="This person has this role already.",
                )
                for places in (["partnership"], ["partnership", "cluster"], ["programme"])
            ),
        ]

    def __str__(self) -> str:
        where = self.partnership or self.programme
        home = f" for {self.cluster.short_name}" if self.cluster else ""
        return f"{self.get_kind_display()}{home}, {where}"

    def clean(self) -> None:
        """Partner staff work for a member of the partnership."""
        super().clean()
        if self.cluster_id is None or self.partnership_id is None:
            return
        members = Membership.objects.filter(partnership=self.partnership_id)
        if not members.filter(cluster=self.cluster_id).exists():
            raise ValidationError(
                {
                    "cluster": "This cluster is no member of the partnership. Choose a member, or add its "
                    "membership first."
                }
            )
