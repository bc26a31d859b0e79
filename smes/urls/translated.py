"""Addresses of the pages that speak the language of the SME."""

from smes.urls import applying, following, outcomes, support

urlpatterns = [
    *following.urlpatterns,
    *applying.urlpatterns,
    *support.urlpatterns,
    *outcomes.urlpatterns,
]
