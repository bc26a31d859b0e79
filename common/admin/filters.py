"""Filters of lists that offer what there is."""

from typing import Any

from django.contrib import admin
from django.db import connections
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from common.fields import CountryField


def values_of(rows: QuerySet, name: str) -> list[Any]:
    """What a column holds, each once; one query.

    Of a whole table the database goes from each value to the next one, by an index of the column; of
    some of its rows all are looked at.
    """
    values = rows.order_by().values_list(name, flat=True)
    if rows.query.where:
        return list(values.distinct())
    connection = connections[rows.db]
    before: Any = RawSQL("known.value", (), output_field=TextField())  # nosec B611
    first = values.order_by(name)[:1]
    later = values.filter(**{f"{name}__gt": before}).order_by(name)[:1]
    (begin, parameters), (step, more) = (
        each.query.get_compiler(rows.db).as_sql() for each in (first, later)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE known(value) AS (SELECT * FROM ({begin}) AS lowest UNION ALL "  # noqa: S608
            f"SELECT ({step}) FROM known WHERE known.value IS NOT NULL) SELECT value FROM known",
            (*parameters, *more),
        )
        return [value for (value,) in cursor.fetchall() if value is not None]


class PresentCountriesFilter(admin.ChoicesFieldListFilter):
    """Filters by country, of which it offers those that occur in the list; one query."""

    def choices(self, changelist: Any) -> Any:
        """All, then each country that occurs, by name."""
        present = set(values_of(changelist.root_queryset, self.field_path))
        yield {
            "selected": self.lookup_val is None,
            "query_string": changelist.get_query_string(remove=[self.lookup_kwarg]),
            "display": "All",
        }
        for code, name in self.field.flatchoices:
            chosen = self.lookup_val is not None and code in self.lookup_val
            if code in present or chosen:
                yield {
                    "selected": chosen,
                    "query_string": changelist.get_query_string({self.lookup_kwarg: code}),
                    "display": name,
                }


admin.FieldListFilter.register(
    lambda field: isinstance(field, CountryField), PresentCountriesFilter, take_priority=True
)
