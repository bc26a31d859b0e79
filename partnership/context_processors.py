"""What every page of the portal may show."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnership.models import Programme


def funding(request: HttpRequest) -> dict[str, Any]:
    """The programmes whose texts stand at the foot; pages of one partnership name their own.

    Costs a query on pages that show them and do not name any, none elsewhere.
    """
    return {"programmes": SimpleLazyObject(lambda: list(Programme.objects.all()))}
