"""Pages of lists of very many rows."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

LONG = 1000
"""Of longer lists the rows of a page are found by their keys."""


class LongPaginator(Paginator):
    """Finds first which rows a page shows, then everything about them; from the nearer end of the list.

    Else the database would put together and sort all that the list shows of each row, and count for each
    row that it leaves out. One query more for a page of a long list.
    """

    def page(self, number: Any) -> Page:
        """The page of that number, whose rows are still to be fetched."""
        number = self.validate_number(number)
        rows: Any = self.object_list
        if self.count <= LONG or not isinstance(rows, QuerySet):
            return super().page(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        keys = rows.values_list("pk", flat=True)
        if first > self.count - last:
            keys = keys.reverse()
            first, last = self.count - last, self.count - first
        return self._get_page(rows.filter(pk__in=list(keys[first:last])), number, self)  # type: ignore[attr-defined]
