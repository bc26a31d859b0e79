"""Addresses of the API."""

from rest_framework.routers import DefaultRouter

from reporting.api.downloads import DownloadViewSet
from reporting.api.views import PartnershipViewSet

router = DefaultRouter()
router.register("partnerships", PartnershipViewSet, basename="api-partnership")
router.register("downloads", DownloadViewSet, basename="api-download")

urlpatterns = router.urls
