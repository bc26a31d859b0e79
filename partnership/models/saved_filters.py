"""Filters of lists that people keep under a name."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from common.access import standing_of
from common.constraints import FieldCheck, FieldUnique
from partnership.models.partnerships import Partnership

PASSING = ("p", "e", "all", "_all", "_popup", "_to_field", "_facets")
"""Parts of an address that are no filter, search or order."""

LONGEST = 2000
NAMELESS = "Give the filter a name."
EMPTY = "There is nothing to save: choose a filter, a search or an order first."


def query_of(address: str) -> str:
    """The filter, search and order of a list's address, always written in the same way."""
    asked = QueryDict(address.lstrip("?")[:LONGEST])
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        values = [value for value in asked.getlist(name) if value]
        if name not in PASSING and values:
            kept.setlist(name, values)
    return kept.urlencode()


class SavedFilterQuerySet(models.QuerySet):
    """Saved filters."""

    def offered_to(self, person: Any) -> Self:
        """Somebody's own, and those that are shared with a partnership of theirs."""
        standing = standing_of(person)
        shared = Q(shared_with__in=standing.partnerships())
        if standing.is_administrator:
            shared = Q(shared_with__isnull=False)
        return self.filter(Q(person=person) | shared)


class SavedFilter(models.Model):
    """A filter, search and order of a list; may be shared with the people of a partnership."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    model = models.CharField("list", max_length=100, help_text="For example smes.smecase.")
    name = models.CharField(max_length=80, error_messages={"blank": NAMELESS})
    query = models.TextField(
        help_text="The end of the list’s address.", error_messages={"blank": EMPTY}
    )
    shared_with = models.ForeignKey(
        Partnership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_filters",
        help_text="Its people see the filter above their list, too.",
    )
    is_default = models.BooleanField(
        "opens with the list", default=False, help_text="One at most for each list."
    )
    created_at = models.DateTimeField("saved", default=timezone.now, editable=False)

    objects: ClassVar = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "saved filter"
        ordering = ["model", "name", "pk"]
        constraints = [
            FieldCheck(
                field="name",
                condition=~Q(name=""),
                name="saved_filter_has_a_name",
                violation_error_message=NAMELESS,
            ),
            FieldCheck(
                field="query",
                condition=~Q(query=""),
                name="saved_filter_filters",
                violation_error_message=EMPTY,
            ),
            FieldUnique(
                fields=["person", "model", "name"],
                field="name",
                name="saved_filter_name_unique",
                violation_error_message="You have a filter of this name for this list. Choose another name.",
            ),
            FieldUnique(
                fields=["person", "model"],
                condition=Q(is_default=True),
                field="is_default",
                name="saved_filter_one_default",
                violation_error_message="Another filter opens with this list already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
