"""Filters of lists that offer what there is."""

from typing import Any

from django.contrib import admin

from common.fields import CountryField


class PresentCountriesFilter(admin.ChoicesFieldListFilter):
    """Filters by country, of which it offers those that occur in the list; one query."""

    def choices(self, changelist: Any) -> Any:
        """All, then each country that occurs, by name."""
        rows = changelist.root_queryset.order_by()
        present = set(rows.values_list(self.field_path, flat=True).distinct())
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
