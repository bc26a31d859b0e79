from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/reporting/findings/", include("reporting.admin.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api_urls")),
    path("", include("reporting.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # only with DEBUG
]

handler403 = "reporting.views.errors.forbidden"
handler404 = "reporting.views.errors.not_found"
