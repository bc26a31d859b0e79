"""Addresses of the office's pages that are no pages of a record."""

from django.contrib import admin
from django.urls import path

from reporting.admin import work_list

for_staff = admin.site.admin_view

urlpatterns = [
    path("", for_staff(work_list.index), name="findings_index"),
    path("<slug:slug>/", for_staff(work_list.work_list), name="findings"),
    path("<slug:slug>/count/", for_staff(work_list.count), name="findings_count"),
    path("<slug:slug>/accept/", for_staff(work_list.accept), name="findings_accept"),
    path("<slug:slug>/<int:pk>/reopen/", for_staff(work_list.reopen), name="findings_reopen"),
]
