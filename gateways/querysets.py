"""The words of the domain for organisations and agreements."""

from typing import Self

from common.models import RecordQuerySet, within_or_unknown
from common.periods import Period
from gateways.choices import AgreementStatus, Side


class OrganisationQuerySet(RecordQuerySet):
    """Organisations that a partnership deals with."""

    def third_country(self) -> Self:
        """Organisations beyond Europe: intermediaries and businesses."""
        return self.filter(side__in=Side.third_country())


class AgreementQuerySet(RecordQuerySet):
    """Agreements of a partnership."""

    def concluded(self, period: Period) -> Self:
        """Signed, expired or ended agreements, signed in the period.

        One without a known day of signature counts in every period.
        """
        signed = within_or_unknown("signed_on", period)
        return self.filter(signed, status__in=AgreementStatus.concluded())
