"""Abstract bases of the portal's records; no tables of its own."""

from typing import Any, Self, cast

from django.db import models
from django.utils import timezone

from common.access import Action, allowed
from common.periods import Period


def within(field: str, period: Period) -> models.Q:
    """The condition that a day lies in a period; an open side does not limit."""
    limits = {f"{field}__gte": period.start, f"{field}__lte": period.end}
    return models.Q(**{lookup: day for lookup, day in limits.items() if day is not None})


def within_or_unknown(field: str, period: Period) -> models.Q:
    """The condition that a day lies in a period or is not known."""
    inside = within(field, period)
    return inside | models.Q(**{f"{field}__isnull": True}) if inside else inside


class RecordQuerySet(models.QuerySet):
    """Queries over records; bulk updates mark the rows as changed."""

    def allowed(self, user: Any, action: str) -> Self:
        """The records to which somebody may do something, as their roles reach; one query."""
        rows: Any = allowed(self, user, action)
        return cast(Self, rows)

    def visible_to(self, user: Any) -> Self:
        """The records that somebody may see."""
        return self.allowed(user, Action.VIEW)

    def update(self, **kwargs: Any) -> int:
        """Update rows and their ``updated_at``: cached reports are found stale by it."""
        kwargs.setdefault("updated_at", timezone.now())
        return super().update(**kwargs)


class ChangedAtField(models.DateTimeField):
    """The moment of the last save; unlike ``auto_now`` it also has a value in a loaded fixture."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Take the time at every save."""
        moment = timezone.now()
        setattr(model_instance, self.attname, moment)
        return moment


class Record(models.Model):
    """What every record has: when it was entered and when it last changed."""

    created_at = models.DateTimeField("entered", default=timezone.now, editable=False)
    updated_at = ChangedAtField("last changed", default=timezone.now, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
