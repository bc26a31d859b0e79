"""The API's views."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.http.response import HttpResponseBase
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from partnership.models import Membership, Partnership, TargetMarket
from reporting.api.serializers import PartnershipSerializer
from reporting.engine.registries import documents
from reporting.exceptions import RenderingFailed, ReportingError
from reporting.models.periods import FINAL_KEY
from reporting.overviews import IN_ORDER
from reporting.permissions import readable_reports
from reporting.rendering import Wanted
from reporting.views.downloads import send_report


class PartnershipFilter(filters.FilterSet):
    """Partnerships by programme, by a member's country and by a target market's code."""

    programme = filters.CharFilter("programme__name", "iexact")
    country = filters.CharFilter("memberships__cluster__country", "iexact", distinct=True)
    market = filters.CharFilter("targetmarkets__code", "iexact", distinct=True)

    class Meta:
        model = Partnership
        fields = ["programme", "country", "market", "phase"]


class Unavailable(APIException):
    """A report could not be made just now."""

    status_code = 503


class PartnershipViewSet(ReadOnlyModelViewSet[Partnership]):
    """Partnerships, with filters ``programme``, ``country``, ``market`` and ``phase``.

    A list costs five queries, however many partnerships there are.
    """

    serializer_class = PartnershipSerializer
    filterset_class = PartnershipFilter
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Partnership]:
        """All partnerships by acronym; of their reports those the reader may open."""
        return (
            Partnership.objects.order_by(Lower("acronym"), "pk")
            .select_related("programme")
            .prefetch_related(
                Prefetch("memberships", Membership.objects.in_order()),
                Prefetch("targetmarkets", TargetMarket.objects.in_order()),
                Prefetch(
                    "reports",
                    readable_reports(self.request.user).order_by(*IN_ORDER),
                    to_attr="readable",
                ),
            )
        )

    @action(detail=True, url_path=r"reports/(?P<document>[^/.]+)(?:/(?P<key>[^/.]+))?")
    def report(
        self, request: Request, slug: str, document: str, key: str | None = None, **_: Any
    ) -> HttpResponseBase:
        """The public edition of a report as JSON, see docs/reports.md; of an interim one by its key."""
        key = key or FINAL_KEY
        partnership = self.get_object()
        found = None
        if document in documents and "\0" not in key:
            readable = readable_reports(request.user).filter(partnership=partnership)
            found = readable.filter(document=document, key=key).first()
        if found is None:
            asked = document if key == FINAL_KEY else f"{document}/{key}"
            raise NotFound(f"There is no report “{asked}” of “{slug}”.")
        try:
            wanted = Wanted(partnership, document, "json", report_key=key)
            return send_report(request._request, found, wanted)
        except RenderingFailed as error:
            raise Unavailable(str(error)) from error
        except ReportingError as error:
            raise NotFound(str(error)) from error
