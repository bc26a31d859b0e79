"""The words of the domain for cooperation cases."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, OuterRef

from common.models import RecordQuerySet, within_or_unknown
from common.periods import Period
from smes.choices import SupportStatus


class CaseQuerySet(RecordQuerySet):
    """Cooperation cases, by clusters or by an SME."""

    def begun_in(self, period: Period) -> Self:
        """Cases that began in the period; one without a known day counts in every period."""
        return self.filter(within_or_unknown("started_on", period))


class SMECaseQuerySet(CaseQuerySet):
    """Cooperation cases by an SME."""

    def with_work_plan(self) -> Self:
        """Cases whose support was agreed in a work plan, whatever became of it."""
        return self.filter(status__in=SupportStatus.with_work_plan())

    def under_way(self) -> Self:
        """Cases whose support is agreed or going on."""
        return self.filter(status__in=SupportStatus.under_way())

    def without_news_since(self, moment: datetime) -> Self:
        """Cases under way that were entered before, and of whose history nothing is younger."""
        model: Any = self.model
        news = model.history.filter(id=OuterRef("pk"), history_date__gte=moment)
        return self.under_way().filter(~Exists(news), created_at__lt=moment)
