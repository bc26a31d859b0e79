"""What a search in a list has found, of which as much is shown as anybody looks through."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

MOST_FOUND = 1000
"""Whoever finds more adds a word."""


class FoundList(ChangeList):
    """A list that is searched once for what it counts, sorts and shows.

    Of a word that stands in very many records those entered last are shown: to sort all of them by another column
    would take the longer the more there are.
    """

    is_cut = False
    """Whether more was found than is shown."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        """The rows of the list; of a search one query.

        Without one of the filters, ``exclude_parameters``, they are counted for the choices of that filter.
        """
        rows = super().get_queryset(request, exclude_parameters)
        if not self.query:
            return rows
        latest = rows.order_by("-pk").values_list("pk", flat=True)
        keys = list(latest[: MOST_FOUND + 1])
        if exclude_parameters is None:
            self.is_cut = len(keys) > MOST_FOUND
        shown = self.root_queryset.filter(pk__in=keys[:MOST_FOUND])
        if not shown.query.select_related:
            shown = self.apply_select_related(shown)
        return shown.order_by(*self.get_ordering(request, shown))
