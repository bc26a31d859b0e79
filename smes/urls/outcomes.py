"""Addresses of outcomes and testimonials behind private links, and of the documents of outcomes."""

from django.urls import path

from smes.views import outcome_documents, outcomes, testimonials

urlpatterns = [
    path("outcomes/documents/<int:pk>/", outcome_documents.download, name="outcome_document"),
    path("outcomes/<str:link>/", outcomes.answer, name="outcomes"),
    path("testimonials/<str:link>/", testimonials.testimonial, name="testimonial"),
]
