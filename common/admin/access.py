"""The records that somebody's roles reach: in lists, selects, filters, rows and when saving."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from common.access import Action, allowed, is_allowed, may_somewhere

OUT_OF_REACH = (
    "Your role does not reach so far: this record would belong to a partnership or a cluster that is not "
    "yours. Choose your own, or ask the coordinator."
)


class OutOfReach(Exception):
    """What was typed would make a record that somebody may not save."""

    def __str__(self) -> str:
        return OUT_OF_REACH


def out_of_reach() -> ValidationError:
    """The same as an error above the form."""
    return ValidationError({NON_FIELD_ERRORS: OUT_OF_REACH})


class OwnRecords(BaseModelAdmin):
    """Asks the permissions of the apps about the record at hand, and shows no others."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows that somebody may see."""
        return allowed(super().get_queryset(request), request.user)

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Whether somebody may add such a record anywhere."""
        return self._may(request, Action.ADD)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may see the record, or any."""
        return self._may(request, Action.VIEW, obj) or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may change the record, or any."""
        return self._may(request, Action.CHANGE, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may delete the record, or any."""
        return self._may(request, Action.DELETE, obj)

    def _may(self, request: HttpRequest, action: Action, obj: Any = None) -> bool:
        # What `user.has_perm` comes to; every page of the office asks some three hundred times.
        model = self.opts.model
        if isinstance(obj, model):
            return is_allowed(request.user, action, obj)
        return may_somewhere(request.user, action, model)

    def _offered(self, model: type[Model], request: HttpRequest) -> dict[str, Any]:
        rows = allowed(model._default_manager.all(), request.user)
        return {} if request.user.is_superuser else {"queryset": rows}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what somebody may see can be chosen."""
        offered = self._offered(db_field.remote_field.model, request)
        return super().formfield_for_foreignkey(db_field, request, **{**offered, **kwargs})

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what somebody may see can be chosen."""
        offered = self._offered(db_field.remote_field.model, request)
        return super().formfield_for_manytomany(db_field, request, **{**offered, **kwargs})


class OwnRows(OwnRecords):
    """Rows of a record: who may change the record changes its rows, as far as their own rules go."""

    parent_model: type[Model]

    def has_add_permission(self, request: HttpRequest, *obj: Any) -> bool:
        """Whether somebody may add rows to the record."""
        return self._may(request, Action.ADD) and self._may_change(request, *obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may change the rows of the record."""
        return self._may(request, Action.CHANGE) and self._may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may delete rows of the record."""
        return self._may(request, Action.DELETE) and self._may_change(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may see such rows anywhere; which ones, tells the queryset."""
        return self._may(request, Action.VIEW) or self.has_change_permission(request, obj)

    def _may_change(self, request: HttpRequest, record: Any = None) -> bool:
        if record is None or record.pk is None:
            return True
        return is_allowed(request.user, Action.CHANGE, record)


def require_reach(user: Any, record: Model, action: str) -> None:
    """Raise ``OutOfReach`` when a record, as it is saved now, is none that somebody may save."""
    if not is_allowed(user, action, record):
        raise OutOfReach


class OwnRelatedFilter(admin.RelatedFieldListFilter):
    """Filters by related records, of which it offers those that somebody may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """The choices in the order of the related records' own list."""
        limit: dict[str, Any] = {}
        if not request.user.is_superuser:
            rows = allowed(field.related_model._default_manager.all(), request.user)
            limit = {"limit_choices_to": {"pk__in": rows.values("pk")}}
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[Any] = field.get_choices(include_blank=False, ordering=ordering, **limit)
        return choices


admin.FieldListFilter.register(
    lambda field: field.remote_field is not None, OwnRelatedFilter, take_priority=True
)
