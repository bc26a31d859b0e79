"""Addresses of the API."""

from rest_framework.routers import DefaultRouter

from reporting.api.views import PartnershipViewSet

router = DefaultRouter()
router.register("partnerships", PartnershipViewSet, basename="api-partnership")

urlpatterns = router.urls
