"""What the API tells of a partnership."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from partnership.models import Membership, Partnership, TargetMarket


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A member cluster, named as reports print it."""

    name = serializers.CharField(source="shown_name")
    country = serializers.CharField(source="cluster.country.code")

    class Meta:
        model = Membership
        fields = ["name", "country", "role"]


class TargetMarketSerializer(serializers.ModelSerializer[TargetMarket]):
    """A target market."""

    class Meta:
        model = TargetMarket
        fields = ["code", "label"]


class PartnershipSerializer(serializers.ModelSerializer[Partnership]):
    """A partnership with its members, markets and the reports that the reader may open."""

    url = serializers.HyperlinkedIdentityField(
        view_name="api-partnership-detail", lookup_field="slug"
    )
    programme = serializers.CharField(source="programme.name")
    members = MembershipSerializer(source="memberships", many=True)
    markets = TargetMarketSerializer(source="targetmarkets", many=True)
    reports = serializers.SerializerMethodField()

    class Meta:
        model = Partnership
        fields = [
            "url",
            "slug",
            "acronym",
            "name",
            "programme",
            "phase",
            "start_on",
            "end_on",
            "website",
            "members",
            "markets",
            "reports",
        ]

    def get_reports(self, partnership: Any) -> list[str]:
        """Addresses of the reports as JSON."""
        addresses = []
        for report in partnership.readable:
            report.partnership = partnership  # its address needs it
            addresses.append(
                reverse(
                    "api-partnership-report", args=report.address, request=self.context["request"]
                )
            )
        return addresses
