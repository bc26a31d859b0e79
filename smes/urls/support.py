"""Addresses of support cases, outcomes and testimonials behind private links."""

from django.urls import URLPattern

from smes.urls.doors import behind
from smes.views.support_doors import gateway_door, own_door, sme_door

urlpatterns: list[URLPattern] = [
    *behind(sme_door, "support/<str:link>/", "support"),
    *behind(gateway_door, "gateway/support/<str:link>/", "gateway"),
    *behind(own_door, "gateway/cases/<int:pk>/", "gateway_own"),
]
