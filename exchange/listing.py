"""What somebody may do with workbooks, for the page of all of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from common.access import Action
from exchange.models import WorkbookImport
from exchange.permissions import can_create
from partnership.models import Partnership

LATEST = 10


@dataclass(frozen=True)
class Listed:
    """The partnerships whose workbooks somebody may have and change, and the latest imports."""

    partnerships: list[Partnership]
    imports: list[WorkbookImport]
    may_create: bool

    @property
    def is_for_anything(self) -> bool:
        """Whether somebody may do anything with workbooks at all."""
        return self.may_create or bool(self.partnerships)


def list_workbooks(user: Any) -> Listed:
    """Two queries, whatever there is."""
    partnerships = list(changeable(user).order_by(Lower("acronym")))
    may_create = bool(can_create.test(user))
    imports = WorkbookImport.objects.without_preview().select_related(
        "partnership", "uploaded_by", "job"
    )
    if not may_create:
        imports = imports.filter(partnership__in=[row.pk for row in partnerships])
    return Listed(partnerships, list(imports[:LATEST]), may_create)


def changeable(user: Any) -> QuerySet[Partnership]:
    """The partnerships for which ``can_export`` and ``can_import_into`` hold."""
    if not user.is_active or not user.is_staff:
        return Partnership.objects.none()
    return Partnership.objects.allowed(user, Action.CHANGE)
