"""Addresses of the page."""

from django.contrib import admin
from django.urls import path

from config.observability.background import views

for_staff = admin.site.admin_view

urlpatterns = [
    path("", for_staff(views.background), name="background"),
    path("jobs/", for_staff(views.jobs_again), name="background_jobs"),
    path("emails/", for_staff(views.emails_again), name="background_emails"),
]
