from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/reporting/findings/", include("reporting.admin.urls")),
    path("admin/saved-filters/", include("partnership.admin.urls")),
    path("admin/workbooks/", include("exchange.urls")),
    path("admin/", admin.site.urls),
    path("account/data/", include("partnership.privacy.urls")),
    path("account/", include("partnership.accounts.urls")),
    path("api/", include("config.api_urls")),
    path("", include("reporting.urls")),
]

handler403 = "reporting.views.errors.forbidden"
handler404 = "reporting.views.errors.not_found"
handler429 = "partnership.accounts.views.limits.too_many"
