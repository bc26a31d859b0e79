"""How long a report will be, told without making it."""

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from events.models import Meeting, Participation
from partnership.models import Partnership
from smes.models import ClusterCase, SMECase


def count_rows(partnership: Partnership) -> int:
    """Cases, meetings and participations: what makes the reports of a partnership long. One query."""
    counted = sum(
        (
            _number(ClusterCase.objects.filter(partnership=partnership)),
            _number(SMECase.objects.filter(partnership=partnership)),
            _number(Meeting.objects.filter(event__partnership=partnership)),
            _number(Participation.objects.filter(event__partnership=partnership)),
        ),
        start=Value(0),
    )
    rows = Partnership.objects.filter(pk=partnership.pk).values_list(counted, flat=True)
    return int(rows.get())


def is_small(partnership: Partnership) -> bool:
    """Whether its reports are assembled in a moment. One query."""
    return count_rows(partnership) <= settings.QUICK_REPORT_ROWS


def _number(rows: QuerySet) -> Coalesce:
    one = rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(one), 0)
