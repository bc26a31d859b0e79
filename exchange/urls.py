"""Addresses of the office's pages of workbooks."""

from django.contrib import admin
from django.urls import path

from exchange import views

for_staff = admin.site.admin_view

urlpatterns = [
    path("", for_staff(views.index), name="workbooks"),
    path("template/", for_staff(views.template), name="workbook_template"),
    path("new/", for_staff(views.upload), name="workbook_new"),
    path("into/<slug:slug>/", for_staff(views.upload), name="workbook_into"),
    path("export/<slug:slug>/", for_staff(views.export), name="workbook_export"),
    path("<uuid:uuid>/", for_staff(views.show), name="workbook_import"),
    path("<uuid:uuid>/faults.csv", for_staff(views.faults), name="workbook_faults"),
    path("<uuid:uuid>/confirm/", for_staff(views.confirm), name="workbook_confirm"),
    path("<uuid:uuid>/check/", for_staff(views.check), name="workbook_check"),
    path("<uuid:uuid>/discard/", for_staff(views.discard), name="workbook_discard"),
]
