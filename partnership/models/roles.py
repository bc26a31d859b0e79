"""What people are in partnerships."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.models import Record
from partnership.choices import RoleKind
from partnership.models.clusters import Cluster
from partnership.models.partnerships import Partnership
from partnership.models.people import User
from partnership.models.posts import (
    CLUSTER_HELP,
    EVERY_KIND_OF_PLACE,
    KIND_HELP,
    PROGRAMME_HELP,
    only_at,
    place_rules,
    post_words,
    refuse_other_clusters,
)
from partnership.models.programmes import Programme
from partnership.querysets import RoleQuerySet


class Role(Record):
    """What a person is in a partnership, for one of its clusters, or in all of a programme.

    Gateway contacts and SME contacts are kept with their organisation instead.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(
        "role",
        max_length=20,
        choices=[(kind.value, kind.label) for kind in RoleKind.given()],
        help_text=KIND_HELP,
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
        help_text=CLUSTER_HELP,
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        help_text=PROGRAMME_HELP,
    )

    objects: ClassVar = RoleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["partnership__acronym", "kind", "person__email"]
        constraints = [
            *place_rules("role"),
            *(
                FieldUnique(
                    fields=["person", "kind", *places],
                    condition=only_at(places),
                    field="kind",
                    name=f"role_unique_in_{places[-1]}",
                    violation_error_message="This person has this role already.",
                )
                for places in EVERY_KIND_OF_PLACE
            ),
        ]

    def __str__(self) -> str:
        return post_words(self)

    def clean(self) -> None:
        """Partner staff work for a member of the partnership."""
        super().clean()
        refuse_other_clusters(self)
