"""The words of the domain for organisations, agreements and services."""

from datetime import date
from typing import Any, Self

from common.access import Post
from common.models import RecordQuerySet, within_or_unknown
from common.periods import Period
from gateways.choices import AgreementStatus, Side
from partnership.choices import RoleKind


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

    def ending(self, today: date, last: date) -> Self:
        """Agreements in force that end from today until a last day."""
        return self.filter(
            status=AgreementStatus.SIGNED, valid_until__gte=today, valid_until__lte=last
        )

    def past_their_end(self, today: date) -> Self:
        """Agreements that have ended and are still kept as signed."""
        return self.filter(status=AgreementStatus.SIGNED, valid_until__lt=today)


class ContactQuerySet(RecordQuerySet):
    """People at organisations."""

    def posts(self, person: Any) -> list[Post]:
        """What a person is through their organisations: contact of an SME, or else of a gateway."""
        rows = self.filter(person=person).values_list(
            "organisation", "organisation__partnership", "organisation__side"
        )
        return [
            Post(
                RoleKind.SME_CONTACT if side == Side.EU_SME else RoleKind.GATEWAY_CONTACT,
                partnership,
                organisation=organisation,
            )
            for organisation, partnership, side in rows.order_by()
        ]


class ServiceQuerySet(RecordQuerySet):
    """Services in the catalogues of partnerships."""

    def offered(self) -> Self:
        """Services that SMEs can ask for now."""
        return self.filter(is_offered=True)


class OfferQuerySet(RecordQuerySet):
    """Who offers which service where."""

    def shown(self) -> Self:
        """Offers that the website shows: public ones of services that are offered."""
        return self.filter(is_public=True, service__is_offered=True)
