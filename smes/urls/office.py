"""Addresses of the office about expressions of interest, beside those of their records."""

from django.contrib import admin
from django.urls import URLPattern, path

from smes.admin.messages import expression_messages

urlpatterns: list[URLPattern] = [
    path(
        "<int:pk>/messages/",
        admin.site.admin_view(expression_messages),
        name="expression_messages",
    ),
]
